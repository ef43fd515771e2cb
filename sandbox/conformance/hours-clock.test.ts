import { expect, test } from 'vitest'
import { eventually } from './eventually.ts'
import { createHoursClock } from './hours-clock.ts'

const HOUR_MS = 3_600_000

test('what waits for hours comes when they are said to have passed, what waits for less by itself', async () => {
  const clock = createHoursClock()
  const called: string[] = []
  clock.after(8 * HOUR_MS, () => called.push('eight hours'))
  clock.after(4 * HOUR_MS, () => called.push('four hours'))
  clock.after(2 * HOUR_MS, () => called.push('two hours'))
  const callOff = clock.after(HOUR_MS, () => called.push('called off'))
  callOff()
  clock.after(5, () => called.push('at once'))
  await eventually(() => called.length === 1 || 'nothing yet')
  clock.pass(4)
  clock.pass(4)
  expect(called).toEqual(['at once', 'two hours', 'four hours'])
  expect(Math.abs(clock.now().getTime() - Date.now())).toBeLessThan(1_000)
})
