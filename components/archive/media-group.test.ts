import { beforeEach, describe, expect, it } from 'vitest'
import { Film } from './film-by-hand.ts'
import { MediaGroup } from './media-group.ts'

let now = 0
let ticks = new Set<() => void>()
let group: MediaGroup<Film>
let mia: Film
let ben: Film
let heard: string[]

/** Mia is there from the beginning, Ben from 10 s on and until 20 s; the recording lasts 30 s. */
beforeEach(() => {
  now = 0
  ticks = new Set()
  group = new MediaGroup<Film>({
    now: () => now,
    every: (_ms, work) => {
      ticks.add(work)
      return () => ticks.delete(work)
    },
  })
  group.duration = 30
  heard = []
  for (const name of ['play', 'pause', 'seeking', 'loadedmetadata', 'error'])
    group.addEventListener(name, () => heard.push(name))
  mia = new Film(30)
  ben = new Film(10)
  group.add(0, { from: 0, shown: [0, 30], stream: 0 }, mia)
  group.add(1, { from: 10, shown: [10, 20], stream: 1 }, ben)
})

function pass(seconds: number): void {
  for (let left = Math.round(seconds * 10); left > 0; left--) {
    now += 100
    for (const film of [mia, ben]) film.goOn(0.1)
    for (const tick of ticks) tick()
  }
}

describe('streams that play as one', () => {
  it('go on together, each in its place', async () => {
    await group.play()
    expect([mia.paused, ben.paused]).toEqual([false, true])
    pass(12)
    expect(group.currentTime).toBeCloseTo(12, 1)
    expect(mia.currentTime).toBeCloseTo(12, 1)
    expect([ben.paused, ben.currentTime]).toEqual([false, expect.closeTo(2, 0)])
    expect(group.present()).toEqual([mia, ben])
    pass(9)
    expect([mia.paused, ben.paused]).toEqual([false, true])
    expect(group.present()).toEqual([mia])
  })

  it('leap together, also to where one is not', async () => {
    await group.play()
    group.currentTime = 15
    expect([mia.currentTime, ben.currentTime]).toEqual([15, 5])
    group.pause()
    group.currentTime = 25
    expect([mia.currentTime, ben.paused]).toEqual([25, true])
    group.currentTime = 99
    expect(group.currentTime).toBe(30)
  })

  it('stand still at the same moment, which is told', async () => {
    await group.play()
    pass(11.1)
    ben.currentTime += 0.3
    let told = 0
    group.addEventListener('timeupdate', () => {
      told = group.currentTime
    })
    group.pause()
    expect(told).toBe(group.currentTime)
    expect([mia.paused, ben.paused]).toEqual([true, true])
    expect(ben.currentTime + 10).toBeCloseTo(mia.currentTime, 1)
    pass(5)
    expect(group.currentTime).toBeCloseTo(11.1, 1)
  })

  it('show the first picture of one that takes a moment to begin, and hold the last of one that ended', async () => {
    const zoe = new Film(4)
    group.add(2, { from: 0.5, shown: [0, 30], stream: 2 }, zoe)
    expect(group.present()).toEqual([mia, zoe])
    await group.play()
    expect([zoe.paused, zoe.currentTime]).toEqual([true, 0])
    pass(0.6)
    expect(zoe.paused).toBe(false)
    group.currentTime = 20
    expect([zoe.paused, zoe.currentTime]).toEqual([true, expect.closeTo(4, 0)])
  })

  it('all wait for one that has nothing to show, and go on without one that never has', async () => {
    group.currentTime = 10
    await group.play()
    pass(1)
    ben.readyState = 2
    pass(2)
    expect(group.currentTime).toBeCloseTo(11, 0)
    expect(mia.paused).toBe(true)
    expect(ben.paused).toBe(false)
    ben.readyState = 4
    pass(1)
    expect(group.currentTime).toBeCloseTo(12, 0)
    ben.readyState = 1
    pass(8)
    expect(group.currentTime).toBeCloseTo(15, 0)
    expect(mia.paused).toBe(false)
  })

  it('keep together: who is a little behind catches up, who is far off leaps', async () => {
    group.currentTime = 10
    await group.play()
    pass(1)
    ben.currentTime -= 0.2
    pass(0.1)
    expect(ben.playbackRate).toBeGreaterThan(1)
    pass(4)
    expect(ben.currentTime + 10).toBeCloseTo(group.currentTime, 1)
    expect(ben.playbackRate).toBe(1)
    ben.currentTime = 0
    pass(0.1)
    expect(ben.currentTime).toBeCloseTo(5.2, 1)
  })

  it('go at one speed', async () => {
    group.playbackRate = 2
    await group.play()
    pass(3)
    expect(group.currentTime).toBeCloseTo(6, 1)
    expect(mia.currentTime).toBeCloseTo(6, 1)
    group.playbackRate = 0.5
    pass(2)
    expect(group.currentTime).toBeCloseTo(7, 1)
  })

  it('sound all, or one, or none', () => {
    const sounds = () => [mia.muted, ben.muted]
    expect(sounds()).toEqual([false, false])
    group.only = 1
    expect(sounds()).toEqual([true, false])
    group.muted = true
    expect(sounds()).toEqual([true, true])
    group.muted = false
    group.only = null
    expect(sounds()).toEqual([false, false])
  })

  it('end once, and begin anew from there', async () => {
    group.currentTime = 29
    await group.play()
    pass(3)
    expect([group.currentTime, group.paused]).toEqual([30, true])
    expect(heard.filter((name) => name === 'pause')).toHaveLength(1)
    await group.play()
    expect(group.currentTime).toBe(0)
  })

  it('are broken when all are: one that is leaves the others alone', async () => {
    ben.error = 'broken'
    ben.dispatchEvent(new Event('error'))
    expect(heard).toContain('error')
    expect(group.error).toBeNull()
    group.currentTime = 12
    await group.play()
    pass(1)
    expect(group.currentTime).toBeCloseTo(13, 1)
    mia.error = 'broken too'
    expect(group.error).toBe('broken too')
  })

  it('do not play where the browser lets nothing play yet', async () => {
    mia.refuses = true
    await group.play()
    await Promise.resolve()
    expect(group.paused).toBe(true)
  })

  it('are loaded once the first of them is', () => {
    const late = new MediaGroup<Film>()
    late.duration = 10
    let loaded = 0
    late.addEventListener('loadedmetadata', () => loaded++)
    const films = [new Film(9), new Film(9)]
    for (const [at, film] of films.entries()) {
      film.readyState = 0
      late.add(at, { from: 0, shown: [0, 9], stream: at }, film)
    }
    expect([late.readyState, loaded]).toEqual([0, 0])
    for (const film of films) {
      film.readyState = 1
      film.dispatchEvent(new Event('loadedmetadata'))
    }
    expect([late.readyState, loaded]).toEqual([1, 1])
  })
})
