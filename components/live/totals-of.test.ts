import { expect, it } from 'vitest'
import { aSessionView } from '#components/feed/view-builders.ts'
import { totalsOf } from './totals-of.ts'

const anAlert = (at: string) => ({
  id: at,
  kind: 'grantReused' as const,
  connectionId: null,
  at,
  why: null,
  said: null,
})
const ines = { connectionId: 'c1', accountId: 'a1', name: 'Ines Duarte', since: '' }

it('adds up what is live', () => {
  const sessions = [
    aSessionView({
      connections: 64,
      publishers: 6,
      subscribers: 58,
      watching: [ines],
      openAlerts: [anAlert('2')],
    }),
    aSessionView({ connections: 9, publishers: 9, openAlerts: [anAlert('3'), anAlert('1')] }),
    aSessionView({ connections: 2, publishers: 2, mode: 'relayed' }),
  ]
  expect(totalsOf(sessions)).toEqual({
    sessions: 3,
    connections: 75,
    publishers: 17,
    subscribers: 58,
    recording: 0,
    routed: 2,
    alerts: 3,
    oldestAlertAt: '1',
    watched: 1,
    alarmedUnwatched: 1,
  })
})

it('says nothing of alerts where there is none', () => {
  expect(totalsOf([]).oldestAlertAt).toBeNull()
})
