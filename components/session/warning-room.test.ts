import { expect, it } from 'vitest'
import { warnInput } from '#lib/moderation/model.ts'
import { warningRoom } from './warning-room.ts'

it('counts down near the end, says when it is full, and what is too long by how much', () => {
  expect(warningRoom('a'.repeat(400))).toEqual({ over: false, words: null })
  expect(warningRoom('a'.repeat(499))).toEqual({ over: false, words: '1 character left' })
  expect(warningRoom(`  ${'a'.repeat(500)} `)).toEqual({ over: false, words: 'Full: 500 of 500 characters' })
  expect(warningRoom('a'.repeat(512))).toMatchObject({
    over: true,
    words: expect.stringContaining('12 characters'),
  })
})

it('lets through exactly what the door takes', () => {
  const taken = (text: string) => warnInput.shape.text.safeParse(text).success
  for (const length of [500, 501])
    expect(!warningRoom('ä'.repeat(length)).over).toBe(taken('ä'.repeat(length)))
})
