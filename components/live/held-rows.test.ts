import { describe, expect, it } from 'vitest'
import { heldRows, waitingRows } from './held-rows.ts'

const rows = (key: string, ...ids: string[]) => ({ key, ids })

describe('rows that are held', () => {
  it('stay where they are, though others came and some ended', () => {
    const shown = rows('', 'a', 'b', 'c')
    const fresh = rows('', 'd', 'c', 'a')
    expect(heldRows(shown, fresh, true)).toBe(shown)
    expect(waitingRows(shown, fresh)).toEqual({ added: 1, ended: 1 })
  })

  it('give way when nobody points', () => {
    expect(heldRows(rows('', 'a'), rows('', 'b'), false).ids).toEqual(['b'])
  })

  it('give way to another query at once', () => {
    expect(heldRows(rows('', 'a'), rows('?q=x', 'b'), true).ids).toEqual(['b'])
  })
})
