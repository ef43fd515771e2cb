import { describe, expect, it } from 'vitest'
import { watchedParts } from './watched-parts.ts'

describe('the parts that went by on a screen', () => {
  it('are one while it plays', () => {
    const watched = watchedParts()
    for (const second of [10, 10.25, 10.5, 11]) watched.at(second)
    expect(watched.take()).toEqual([[10, 11]])
  })

  it('begin anew after a leap, however far it went', () => {
    const watched = watchedParts()
    watched.at(10)
    watched.at(11)
    watched.leap()
    watched.at(11.5)
    watched.at(12)
    watched.at(60)
    watched.at(61)
    expect(watched.take()).toEqual([
      [10, 11],
      [11.5, 12],
      [60, 61],
    ])
  })

  it('are told once, and go on where they were', () => {
    const watched = watchedParts()
    watched.at(0)
    watched.at(1)
    expect(watched.take()).toEqual([[0, 1]])
    expect(watched.take()).toEqual([])
    watched.at(2)
    expect(watched.take()).toEqual([[1, 2]])
  })

  it('are none of a player that only stands somewhere', () => {
    const watched = watchedParts()
    watched.at(5)
    watched.leap()
    watched.at(90)
    expect(watched.take()).toEqual([])
  })

  it('are as long when it plays faster', () => {
    const watched = watchedParts()
    watched.at(0, 4)
    watched.at(6, 4)
    expect(watched.take()).toEqual([[0, 6]])
  })
})
