import { describe, expect, test } from 'vitest'
import { speakerPlan } from './speaker-plan.ts'

const voice = (streamId: string, seconds: number[]) => ({ streamId, seconds })

describe('the picture', () => {
  test('begins with whoever speaks first and follows a clearly louder voice after two seconds', () => {
    const plan = speakerPlan([voice('mia', [9, 9, 2, 2, 2, 2]), voice('ben', [2, 2, 9, 9, 9, 9])], 6)
    expect(plan).toEqual([
      { streamId: 'mia', from: 0 },
      { streamId: 'ben', from: 3 },
    ])
  })

  test('stays through a cough and through a voice that is hardly louder', () => {
    expect(speakerPlan([voice('mia', [9, 2, 9, 9]), voice('ben', [2, 9, 2, 2])], 4)).toHaveLength(1)
    expect(speakerPlan([voice('mia', [9, 9, 9, 9]), voice('ben', [10, 11, 11, 11])], 4)).toEqual([
      { streamId: 'ben', from: 0 },
    ])
  })

  test('goes on at once when the one shown falls silent or has left', () => {
    const plan = speakerPlan([voice('mia', [9, 9]), voice('ben', [1, 1, 1, 1])], 4)
    expect(plan).toEqual([
      { streamId: 'mia', from: 0 },
      { streamId: 'ben', from: 2 },
    ])
  })

  test('of silence is nobody', () => {
    expect(speakerPlan([], 10)).toEqual([])
    expect(speakerPlan([voice('mia', [])], 10)).toEqual([])
  })
})
