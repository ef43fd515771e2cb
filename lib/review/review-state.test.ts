import { describe, expect, it } from 'vitest'
import { newId } from '#lib/system/ids.ts'
import { needsSecond } from './needs-second.ts'
import { othersAreHidden, placeFor, reviewState, secondWaits } from './review-state.ts'

const first = (state: 'inReview' | 'done') => ({ reviewerId: 'amara', second: false, state })
const second = (state: 'inReview' | 'done') => ({ reviewerId: 'priya', second: true, state })

describe('where a recording stands with its reviewers', () => {
  it.each([
    ['nobody took it', [], false, 'new'],
    ['somebody is at it', [first('inReview')], false, 'inReview'],
    ['the one it needs is done', [first('done')], false, 'done'],
    ['a second one is due', [first('done')], true, 'inReview'],
    ['the second one is at it', [first('done'), second('inReview')], true, 'inReview'],
    ['both are done', [first('done'), second('done')], true, 'done'],
    ['the second one was faster', [first('inReview'), second('done')], true, 'inReview'],
  ] as const)('%s', (_case, reviews, sampled, state) => {
    expect(reviewState({ reviews, sampled })).toBe(state)
  })

  it('waits for a second one from when there is a first', () => {
    expect(secondWaits({ reviews: [], sampled: true })).toBe(false)
    expect(secondWaits({ reviews: [first('inReview')], sampled: true })).toBe(true)
    expect(secondWaits({ reviews: [first('done'), second('done')], sampled: true })).toBe(false)
  })
})

describe('what others found', () => {
  it.each([
    ['is open where one review is enough', [first('inReview')], false, true, false],
    ['is hidden before a second review', [first('done')], true, true, true],
    ['is hidden during the second', [first('done'), second('inReview')], false, true, true],
    [
      'is hidden from the first too, until the second is done',
      [first('inReview'), second('done')],
      true,
      true,
      true,
    ],
    ['is open when both are done', [first('done'), second('done')], true, true, false],
    ['is open to who cannot review', [first('done'), second('inReview')], true, false, false],
  ] as const)('%s', (_case, reviews, sampled, mayReview, hidden) => {
    expect(othersAreHidden({ reviews, sampled }, { mayReview })).toBe(hidden)
  })
})

describe('taking a review', () => {
  it.each([
    ['the first who comes', [], false, 'priya', 'first'],
    ['nobody twice', [first('done')], true, 'amara', null],
    ['a second where one is due', [first('inReview')], true, 'priya', 'second'],
    ['no second where none is', [first('done')], false, 'priya', null],
    ['no third', [first('done'), second('done')], true, 'jonas', null],
  ] as const)('%s', (_case, reviews, sampled, who, place) => {
    expect(placeFor({ reviews, sampled }, who)).toBe(place)
  })
})

describe('the share that two people look at', () => {
  const ids = Array.from({ length: 4_000 }, newId)

  it('is none of none, and all of all', () => {
    expect(ids.some((id) => needsSecond(id, 0))).toBe(false)
    expect(ids.every((id) => needsSecond(id, 100))).toBe(true)
  })

  it('is about as large as was asked', () => {
    const share = ids.filter((id) => needsSecond(id, 20)).length / ids.length
    expect(share).toBeGreaterThan(0.15)
    expect(share).toBeLessThan(0.25)
  })

  it('is the same each time, and only grows with the share', () => {
    const few = ids.filter((id) => needsSecond(id, 10))
    expect(ids.filter((id) => needsSecond(id, 10))).toEqual(few)
    expect(few.every((id) => needsSecond(id, 11))).toBe(true)
  })
})
