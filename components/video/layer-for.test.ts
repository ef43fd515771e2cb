import { describe, expect, it } from 'vitest'
import { layerFor } from './layer-for.ts'

describe('the layer asked for', () => {
  it('is the smallest that fills the tile in device pixels', () => {
    expect(layerFor(230, 1).width).toBe(320)
    expect(layerFor(230, 2).width).toBe(640)
    expect(layerFor(466, 1).width).toBe(640)
    expect(layerFor(1200, 1).width).toBe(1280)
  })

  it('does not follow screens finer than an eye can use', () => {
    expect(layerFor(150, 4)).toEqual(layerFor(150, 2))
  })
})
