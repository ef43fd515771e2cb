import { describe, expect, it } from 'vitest'
import type { RequestView } from '#lib/archives/model.ts'
import { answererWords, decisionWords, leftWords, toldWords } from './request-words.ts'

const request: RequestView = {
  id: 'request',
  projectId: 'openmic',
  projectName: 'Openmic',
  sessionId: 'session',
  sessionName: 'Rehearsal',
  connections: 5,
  live: true,
  state: 'waiting',
  askedBy: 'Ines Duarte',
  askedAt: '2026-11-24T21:00:00.000Z',
  reason: null,
  expiresAt: '2026-11-24T21:10:00.000Z',
  answeredBy: null,
  answeredAt: null,
  words: null,
  mine: false,
  mayAnswer: true,
  answerers: [],
  longestMinutes: null,
}

describe('how long a request waits', () => {
  it.each([
    [530_000, 'Expires in 8 min 50 s'],
    [59_100, 'Expires in 1 min 0 s'],
    [12_000, 'Expires in 12 s'],
    [75_600_000, 'Expires in 21 h 0 min'],
    [0, 'Expired'],
    [-5_000, 'Expired'],
  ])('%i ms: %s', (left, words) => {
    expect(leftWords(left)).toBe(words)
  })
})

describe('what came of a request', () => {
  it.each([
    ['refused', 'Lena', 'Refused by'],
    ['used', 'Lena', 'Approved by'],
    ['expired', null, 'Expired unanswered'],
    ['expired', 'Lena', 'Approved and not used in time'],
    ['withdrawn', null, 'Withdrawn'],
  ] as const)('%s, answered by %s: %s', (state, answeredBy, words) => {
    expect(decisionWords({ ...request, state, answeredBy })).toBe(words)
  })
})

it('says who may answer, and how many are told', () => {
  expect(answererWords(['Admin', 'Lead'])).toBe('Admin or Lead')
  expect(answererWords(['Lead'])).toBe('Lead')
  expect(answererWords([])).toBe('whoever may answer requests')
  expect([toldWords(1), toldWords(88)]).toEqual(['1 person will be told', '88 people will be told'])
})
