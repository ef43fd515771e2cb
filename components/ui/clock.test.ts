import { describe, expect, it } from 'vitest'
import { createClock } from './clock.ts'

function aClockAt(local: { time: number }) {
  return createClock(() => local.time)
}

describe('the clock', () => {
  it('goes by the browser until the server has spoken', () => {
    expect(aClockAt({ time: 1_000 }).now()).toBe(1_000)
  })

  it('goes by the server even when the browser is an hour behind', () => {
    const clock = aClockAt({ time: 0 })
    clock.observe(3_600_000)
    expect(clock.now()).toBe(3_600_000)
  })

  it('believes the message that was quickest on its way', () => {
    const local = { time: 1_000 }
    const clock = aClockAt(local)
    clock.observe(980)
    local.time = 2_000
    clock.observe(1_600)
    expect(clock.now()).toBe(1_980)
  })

  it('follows when the clock of the browser is set anew', () => {
    const local = { time: 1_000 }
    const clock = aClockAt(local)
    clock.observe(1_000)
    local.time = 60_000
    clock.observe(2_000)
    expect(clock.now()).toBe(2_000)
  })
})
