import { describe, expect, it } from 'vitest'
import { filterTimeline, mergeTimeline } from './merge-timeline.ts'
import { aConnection, anAction, anEvent, at } from './session-builders.ts'
import { mergeActions } from './shown-action.ts'

const PEOPLE = new Map(
  [aConnection('Mia Keller', { id: 'mia' }), aConnection('Ines', { id: 'ines', kind: 'watcher' })].map(
    (one) => [one.id, one],
  ),
)
const ownerOf = (streamId: string) => (streamId === 'stream-Mia' ? 'mia' : null)
const ME = { accountId: 'ines', name: 'Ines' }
const actions = mergeActions([], [anAction({ askedAt: at('21:56:06') })], { accountId: 'ines', name: 'Ines' })

describe('the timeline', () => {
  it('tells what the platform said and what moderators did as one story, newest first', () => {
    const events = [
      anEvent('connectionCreated', { connectionId: 'mia', at: at('21:15:04') }),
      anEvent('streamDestroyed', { connectionId: 'mia', at: at('21:57:00'), reason: 'forceUnpublished' }),
    ]
    const rows = mergeTimeline(events, actions, PEOPLE, ownerOf)
    expect(rows.map(({ lead, whom }) => `${lead} ${whom}`)).toEqual([
      'No longer publishes Mia Keller',
      'You asked to mute Mia Keller',
      'Joined as publisher Mia Keller',
    ])
  })

  it('puts what was done above what the platform told of it at the same moment', () => {
    const events = [anEvent('connectionDestroyed', { connectionId: 'mia', at: at('21:56:06') })]
    expect(mergeTimeline(events, actions, PEOPLE, ownerOf).map(({ source }) => source)).toEqual([
      'action',
      'platform',
    ])
  })

  it('names nobody for what the policy stopped', () => {
    const action = anAction({ kind: 'stopArchive', reason: 'Stopped by Gavel: a participant objected' })
    const [row] = mergeTimeline([], mergeActions([], [action], ME), PEOPLE, ownerOf)
    expect(row?.lead).toMatch(/^Gavel (asked|stopped)/)
  })

  it('says who agreed to what needed a second person', () => {
    const action = anAction({ kind: 'startArchive', reason: 'For the class', approvedBy: 'Lena' })
    expect(mergeTimeline([], mergeActions([], [action], ME), PEOPLE, ownerOf)[0]?.detail).toBe(
      'For the class. Agreed to by Lena. Asking the platform',
    )
  })

  it('puts one full stop between a reason and what became of it', () => {
    const said = (reason: string) =>
      mergeTimeline([], mergeActions([], [anAction({ reason })], ME), PEOPLE, ownerOf)[0]?.detail
    expect(said('Hate')).toBe('Hate. Asking the platform')
    expect(said('Please be quiet.')).toBe('Please be quiet. Asking the platform')
  })

  it('says of colleagues that they watch, not that they join', () => {
    const [row] = mergeTimeline([anEvent('connectionCreated', { connectionId: 'ines' })], [], PEOPLE, ownerOf)
    expect(row?.lead).toBe('Watched by')
  })

  it('shows an event it has no words for as the platform called it', () => {
    const [row] = mergeTimeline(
      [anEvent('sessionNotification', { reason: 'serverRotation' })],
      [],
      PEOPLE,
      ownerOf,
    )
    expect(row).toMatchObject({
      lead: 'Platform said sessionNotification',
      detail: 'the platform changed servers',
    })
  })

  it('names recordings by what became of them', () => {
    const [row] = mergeTimeline([anEvent('archiveStarted')], [], PEOPLE, ownerOf)
    expect(row).toMatchObject({ lead: 'Recording started', tone: 'recording', whom: null })
  })

  it('is narrowed to actions or to the platform', () => {
    const rows = mergeTimeline([anEvent('sessionCreated')], actions, PEOPLE, ownerOf)
    expect(filterTimeline(rows, 'actions')).toHaveLength(1)
    expect(filterTimeline(rows, 'platform').map(({ lead }) => lead)).toEqual(['Session began'])
    expect(filterTimeline(rows, 'everything')).toHaveLength(2)
  })
})
