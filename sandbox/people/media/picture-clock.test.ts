import { expect, test } from 'vitest'
import { ageOfFrame, frameInPicture } from './picture-clock.ts'

const paint = (frame: number, width: number) => (x: number, y: number) => {
  const cell = Math.floor((x / (width / 320) - 264) / 5)
  const inBand = y / (width / 320) >= 23 && y / (width / 320) < 27
  return inBand && (frame >> (7 - cell)) & 1 ? 232 : 12
}

test('the drawn cells are read as the frame they stand for, at either size', () => {
  for (const width of [320, 640]) {
    for (const frame of [0, 1, 77, 149]) expect(frameInPicture(width, paint(frame, width))).toBe(frame)
  }
})

test('a picture without a clock has no time', () => {
  expect(frameInPicture(320, () => 255)).toBeNull()
})

test('the age of a frame is counted over the end of the loop', () => {
  expect(ageOfFrame(30, Date.UTC(2026, 10, 24, 21, 0, 2, 350))).toBe(350)
  expect(ageOfFrame(147, Date.UTC(2026, 10, 24, 21, 0, 0, 100))).toBe(300)
})
