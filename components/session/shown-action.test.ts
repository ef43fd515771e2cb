import { describe, expect, it } from 'vitest'
import type { Outcome } from '#lib/moderation/model.ts'
import { anAction, at } from './session-builders.ts'
import { type Attempt, concerns, mergeActions, outcomeFor, prominence } from './shown-action.ts'

const ME = { accountId: 'ines', name: 'Ines Duarte' }

const anAttempt = (part: Partial<Attempt> = {}): Attempt => ({
  key: 'key',
  kind: 'mute',
  target: { connectionId: 'connection-Mia', streamId: 'stream-Mia', archiveId: null },
  reason: null,
  askedAt: at('21:56:06'),
  actionId: null,
  ended: null,
  ...part,
})

const MIA = { id: 'connection-Mia', everPublished: new Set(['stream-Mia']) }

describe('what was asked for', () => {
  it('is shown from the key press on, before any answer', () => {
    expect(mergeActions([anAttempt()], [], ME)).toMatchObject([{ outcome: { state: 'asked' }, mine: true }])
  })

  it('is shown once when its record arrives, whether the answer or the feed came first', () => {
    const record = anAction({ outcome: { state: 'sent' } })
    const shown = mergeActions([anAttempt({ actionId: 'action' })], [record], ME)
    expect(shown).toMatchObject([{ id: 'action', outcome: { state: 'sent' } }])
  })

  it('stays asked while only the door has answered', () => {
    expect(mergeActions([anAttempt({ actionId: 'action' })], [], ME)).toMatchObject([
      { id: 'action', outcome: { state: 'asked' } },
    ])
  })

  it("is refused in the door's words", () => {
    const ended = { state: 'refused', at: at('21:56:07'), words: 'No.' } as const
    expect(mergeActions([anAttempt({ ended })], [], ME)).toMatchObject([
      { outcome: { state: 'refused', words: 'No.' } },
    ])
  })

  it('gives way to its record also when the answer was lost, and to no other', () => {
    const attempt = anAttempt({ ended: { state: 'unanswered', at: at('21:56:10') } })
    const record = anAction({ actorId: ME.accountId, askedAt: at('21:56:08'), outcome: { state: 'sent' } })
    const states = (...records: (typeof record)[]) =>
      mergeActions([attempt], records, ME).map(({ outcome }) => outcome.state)
    expect(states(record)).toEqual(['sent'])
    expect(states({ ...record, actorId: 'tomasz' })).toContain('unanswered')
    expect(states({ ...record, kind: 'unpublish' })).toContain('unanswered')
    expect(states({ ...record, askedAt: at('21:50:00') })).toContain('unanswered')
  })

  it('concerns a person by their connection and by everything they ever published', () => {
    expect(concerns(anAction(), MIA)).toBe(true)
    expect(concerns(anAction(), { id: 'connection-Jin', everPublished: new Set() })).toBe(false)
  })

  it('has an outcome of its own for each person when everyone was muted', () => {
    const confirmed = { state: 'confirmed', at: at('21:56:07'), by: 'watcher' } as const
    const target = (id: string, outcome: Outcome) => ({
      id,
      connectionId: null,
      streamId: `stream-${id}`,
      archiveId: null,
      outcome,
    })
    const action = anAction({
      kind: 'muteAll',
      outcome: { state: 'sent' },
      targets: [target('Jin', { state: 'sent' }), target('Mia', confirmed)],
    })
    const [shown] = mergeActions([], [action], ME)
    expect(shown && outcomeFor(shown, MIA)).toEqual(confirmed)
  })
})

describe('how long an outcome stays in sight', () => {
  const now = Date.parse(at('21:57:00'))
  const ago = (seconds: number) => new Date(now - seconds * 1000).toISOString()

  it('is bright for eight seconds after it was confirmed, then plain, then gone', () => {
    const confirmed = (seconds: number) => ({ state: 'confirmed', at: ago(seconds), by: 'callback' }) as const
    expect([2, 9, 70].map((seconds) => prominence(confirmed(seconds), now))).toEqual([
      'bright',
      'faded',
      'gone',
    ])
  })

  it('stays bright when it failed or nobody knows', () => {
    expect(prominence({ state: 'unconfirmed', at: ago(60) }, now)).toBe('bright')
    expect(prominence({ state: 'failed', at: ago(60), failure: 'platform-busy' }, now)).toBe('bright')
  })
})
