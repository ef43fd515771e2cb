import { describe, expect, it } from 'vitest'
import { actionLead, outcomeWords, spokenOutcome } from './action-words.ts'

const ASKED_AT = '2026-11-24T21:56:06.000Z'

describe('what is said of an action', () => {
  it('asks in the present', () => {
    expect(outcomeWords('mute', { state: 'asked' }, ASKED_AT).words).toBe('Asking to mute')
  })

  it('does not call it done when the platform has only accepted it', () => {
    expect(outcomeWords('mute', { state: 'sent' }, ASKED_AT)).toMatchObject({
      look: 'sent',
      words: 'Platform accepted',
    })
  })

  it('knows that a warning is read by a person, in their time', () => {
    expect(outcomeWords('warn', { state: 'sent' }, ASKED_AT)).toMatchObject({
      words: 'Delivered, not read yet',
      wayOn: null,
    })
  })

  it('says what was confirmed, when, and how long that took', () => {
    const at = '2026-11-24T21:56:06.400Z'
    expect(outcomeWords('disconnect', { state: 'confirmed', at, by: 'callback' }, ASKED_AT)).toMatchObject({
      look: 'confirmed',
      words: 'Removed',
      since: at,
      detail: 'Confirmed after 0.4 s',
    })
  })

  it('goes on small after the colon, but leaves a name its capital', () => {
    const refused = (words: string) =>
      outcomeWords('disconnect', { state: 'refused', at: ASKED_AT, words }, ASKED_AT).words
    expect(refused('They had already left.')).toBe('Not removed: they had already left.')
    expect(refused('Theo is on hold.')).toBe('Not removed: Theo is on hold.')
  })

  it('says why something did not take effect, with a way on that makes sense', () => {
    const failed = (failure: 'already-gone' | 'platform-busy') =>
      outcomeWords('mute', { state: 'failed', at: ASKED_AT, failure }, ASKED_AT)
    expect(failed('already-gone')).toMatchObject({ words: 'Not muted: they had left', wayOn: 'dismiss' })
    expect(failed('platform-busy')).toMatchObject({ wayOn: 'ask-again' })
  })

  it('does not guess when nothing confirmed it', () => {
    expect(outcomeWords('unpublish', { state: 'unconfirmed', at: ASKED_AT }, ASKED_AT)).toMatchObject({
      look: 'unconfirmed',
      words: 'Not confirmed after 10 s',
      wayOn: 'ask-again',
    })
  })

  it("repeats the door's own words when it refused", () => {
    const words = 'they left 4 s ago'
    expect(outcomeWords('disconnect', { state: 'refused', at: ASKED_AT, words }, ASKED_AT).words).toBe(
      'Not removed: they left 4 s ago',
    )
  })

  it('does not say that nothing happened when our own server gave no answer', () => {
    const unanswered = { state: 'unanswered', at: ASKED_AT } as const
    expect(outcomeWords('mute', unanswered, ASKED_AT)).toMatchObject({
      look: 'unconfirmed',
      words: 'Not confirmed: Gavel did not answer. Look whether it took effect, then ask again',
      wayOn: 'ask-again',
    })
    expect(spokenOutcome('mute', unanswered, 'Mia')).toMatch(/^Not confirmed/)
  })

  it('tells in the timeline who did it', () => {
    expect(actionLead('disconnect', { state: 'sent' }, 'You')).toBe('You asked to remove')
    expect(actionLead('mute', { state: 'confirmed', at: ASKED_AT, by: 'watcher' }, 'Tomasz Wilk')).toBe(
      'Tomasz Wilk muted',
    )
  })

  it('is spoken once it is settled, and not before', () => {
    expect(spokenOutcome('mute', { state: 'sent' }, 'Mia')).toBeNull()
    expect(spokenOutcome('mute', { state: 'confirmed', at: ASKED_AT, by: 'watcher' }, 'Mia')).toBe(
      'Muted Mia',
    )
    expect(spokenOutcome('warn', { state: 'failed', at: ASKED_AT, failure: 'already-gone' }, 'Mia')).toBe(
      'Not warned Mia: they had left',
    )
  })
})
