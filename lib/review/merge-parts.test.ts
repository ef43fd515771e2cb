import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MOST_PARTS, mergeParts } from './merge-parts.ts'
import type { Part } from './model.ts'

const part = fc
  .tuple(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 1, max: 60 }))
  .map(([from, length]): Part => [from, from + length])
const parts = fc.array(part, { maxLength: 400 })
const covers = (merged: readonly Part[], [from, to]: Part) =>
  merged.some(([begin, end]) => begin <= from && to <= end)

describe('the parts of a recording that somebody saw', () => {
  it('told bit by bit are one', () => {
    const bits: Part[][] = [[[2280, 2285]], [[2285, 2290.4]], [[2290.5, 2530]]]
    expect(bits.reduce<Part[]>((sum, bit) => mergeParts(sum, bit), [])).toEqual([[2280, 2530]])
  })

  it('stay apart where something was skipped', () => {
    expect(
      mergeParts([
        [60, 70],
        [0, 5],
      ]),
    ).toEqual([
      [0, 5],
      [60, 70],
    ])
  })

  it('are nothing when nothing went by', () => {
    expect(
      mergeParts([
        [4, 4],
        [9, 3],
      ]),
    ).toEqual([])
  })

  it('leave out nothing that was seen, are in order and apart, and never too many', () => {
    fc.assert(
      fc.property(parts, (told) => {
        const merged = mergeParts(told)
        expect(merged.length).toBeLessThanOrEqual(MOST_PARTS)
        expect(told.every((one) => covers(merged, one))).toBe(true)
        expect(merged.every(([from], at) => at === 0 || from > (merged[at - 1]?.[1] ?? 0) + 1)).toBe(true)
      }),
    )
  })

  it('are the same in whatever order they are told, while they are few enough to be kept', () => {
    const few = fc.array(part, { maxLength: MOST_PARTS / 2 })
    fc.assert(
      fc.property(few, few, (one, other) => {
        expect(mergeParts(one, other)).toEqual(mergeParts(other, one))
      }),
    )
  })

  it('do not grow by being told twice', () => {
    fc.assert(
      fc.property(parts, (told) => {
        const merged = mergeParts(told)
        expect(mergeParts(merged, merged)).toEqual(merged)
      }),
    )
  })
})
