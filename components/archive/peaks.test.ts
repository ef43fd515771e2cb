import { expect, it } from 'vitest'
import { mixed, peaksOf } from './peaks.ts'

it('the sound of a recording is as many bars as there is room for, the loudest one whole', () => {
  const samples = Float32Array.from([0, 0.1, -0.5, 0.2, 0.25, 0, 0, 0])
  const peaks = peaksOf(samples, 4).map((peak) => Math.round(peak * 10) / 10)
  expect(peaks).toEqual([0.2, 1, 0.5, 0])
})

it('silence is no bars, and nothing is none', () => {
  expect(peaksOf(new Float32Array(8), 2)).toEqual([0, 0])
  expect(peaksOf(new Float32Array(0), 2)).toEqual([])
})

it('sounds side by side are one, each from where it begins', () => {
  const [mia, ben] = [Float32Array.from([0.1, 0.2, 0.3]), Float32Array.from([0.5, 0.5])]
  expect(mixed([{ samples: mia, from: 0 }], 2)).toBe(mia)
  const both = mixed(
    [
      { samples: mia, from: 0 },
      { samples: ben, from: 1 },
    ],
    2,
  )
  expect([...both].map((sample) => Math.round(sample * 10) / 10)).toEqual([0.1, 0.2, 0.8, 0.5])
  expect(mixed([], 2)).toHaveLength(0)
})
