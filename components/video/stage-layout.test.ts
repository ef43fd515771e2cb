import { describe, expect, it } from 'vitest'
import { stageLayout } from './stage-layout.ts'

const ids = (count: number) => Array.from({ length: count }, (_, index) => `t${index + 1}`)

describe('the stage', () => {
  it('shows the chosen picture big and the others in the order of coming', () => {
    expect(stageLayout(ids(4), 't3')).toEqual({
      shape: 'grid',
      big: 't3',
      beside: ['t1', 't2', 't4'],
      strip: [],
    })
  })

  it('shows the first big when nobody is chosen, or whoever was chosen has gone', () => {
    expect(stageLayout(ids(3), null).big).toBe('t1')
    expect(stageLayout(ids(3), 't9').big).toBe('t1')
  })

  it('puts the seventh and later into the filmstrip', () => {
    expect(stageLayout(ids(8), 't1').strip).toEqual(['t7', 't8'])
  })

  it('has a shape of its own for nobody, one and two', () => {
    expect([0, 1, 2, 3].map((count) => stageLayout(ids(count), null).shape)).toEqual([
      'empty',
      'one',
      'two',
      'grid',
    ])
  })
})
