import { describe, expect, it } from 'vitest'
import { createHandClock } from '#components/ui/hand-clock.ts'
import { createHold, HOLD_MS } from './hold.ts'

function aList() {
  const clock = createHandClock()
  const states: boolean[] = []
  const hold = createHold(clock.later, (held) => states.push(held))
  return { ...hold, wait: clock.wait, states }
}

describe('rows under a hand', () => {
  it('are held as long as the pointer is among them', () => {
    const list = aList()
    list.pointIn()
    list.wait(HOLD_MS * 10)
    expect(list.states).toEqual([true])
  })

  it('are let go five seconds after the pointer left', () => {
    const list = aList()
    list.pointIn()
    list.pointOut()
    list.wait(HOLD_MS - 100)
    expect(list.states).toEqual([true])
    list.wait(100)
    expect(list.states).toEqual([true, false])
  })

  it('are held on by every key', () => {
    const list = aList()
    for (let press = 0; press < 4; press++) {
      list.touched()
      list.wait(HOLD_MS - 100)
    }
    expect(list.states).toEqual([true])
  })
})
