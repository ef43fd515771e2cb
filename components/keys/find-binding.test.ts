import { describe, expect, it } from 'vitest'
import { findBinding } from './find-binding.ts'
import { isSingleKey, type KeyBinding } from './key-binding.ts'

const aBinding = (keys: string, label = keys): KeyBinding => ({ keys, label, group: 'Test', run: () => {} })
const places = [aBinding('g l'), aBinding('g a'), aBinding('a', 'record')]
const list = [aBinding('j'), aBinding('k')]

describe('what a key means', () => {
  it('finds a single key', () => {
    expect(findBinding([places, list], '', 'j')).toEqual({ binding: list[0] })
  })

  it('waits for the second key of a sequence, and then acts', () => {
    expect(findBinding([places, list], '', 'g')).toEqual({ waitingFor: 'g' })
    expect(findBinding([places, list], 'g', 'a')).toEqual({ binding: places[1] })
  })

  it('begins anew with a key that continues nothing', () => {
    expect(findBinding([places, list], 'g', 'j')).toEqual({ binding: list[0] })
  })

  it('does nothing for a key that nobody took', () => {
    expect(findBinding([places, list], '', 'q')).toBeNull()
  })

  it('lets what was bound last go first', () => {
    const panel = [aBinding('j', 'next person')]
    expect(findBinding([places, list, panel], '', 'j')).toEqual({ binding: panel[0] })
  })

  it('knows which keys must be off while somebody types', () => {
    expect(['m', 'shift+m', '?', 'g l'].map((keys) => isSingleKey({ keys }))).toEqual([
      true,
      true,
      true,
      true,
    ])
    expect(['mod+k', 'Enter', 'Escape'].map((keys) => isSingleKey({ keys }))).toEqual([false, false, false])
  })
})
