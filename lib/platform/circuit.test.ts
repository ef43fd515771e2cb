import { expect, test } from 'vitest'
import { createCircuit } from './circuit.ts'

function aCircuit() {
  const clock = { ms: 0 }
  const changes: string[] = []
  const circuit = createCircuit(
    () => clock.ms,
    (state) => changes.push(state),
  )
  const fail = (times: number, kind: 'timeout' | 'trouble' = 'trouble') => {
    for (let time = 0; time < times; time++) circuit.failed(kind)
  }
  return { clock, circuit, changes, fail }
}

test('single failures between successes leave the platform within reach', () => {
  const { circuit, fail } = aCircuit()
  for (let round = 0; round < 10; round++) {
    fail(3)
    circuit.succeeded()
  }
  expect(circuit.mayPass()).toBe(true)
})

test('four failures, or two time-outs, in a row keep calls back', () => {
  for (const [times, kind] of [
    [4, 'trouble'],
    [2, 'timeout'],
  ] as const) {
    const { circuit, fail, changes } = aCircuit()
    fail(times, kind)
    expect(circuit.mayPass()).toBe(false)
    expect(changes).toEqual(['open'])
  }
})

test('after a rest one call goes through as a probe, and its success lets all others through', () => {
  const { clock, circuit, fail, changes } = aCircuit()
  fail(4)
  clock.ms = 1_000
  expect([circuit.mayPass(), circuit.mayPass()]).toEqual([true, false])
  circuit.succeeded()
  expect([circuit.mayPass(), circuit.mayPass()]).toEqual([true, true])
  expect(changes).toEqual(['open', 'closed'])
})

test('a failed probe makes the next rest longer, never longer than eight seconds', () => {
  const { clock, circuit, fail } = aCircuit()
  fail(4)
  const rests: number[] = []
  for (let round = 0; round < 6; round++) {
    const from = clock.ms
    while (!circuit.mayPass()) clock.ms += 100
    rests.push(clock.ms - from)
    fail(1)
  }
  expect(rests).toEqual([1_000, 2_000, 4_000, 8_000, 8_000, 8_000])
})

test('calls that were under way when it opened do not prolong the rest', () => {
  const { clock, circuit, fail } = aCircuit()
  fail(4)
  fail(20)
  clock.ms = 1_000
  expect(circuit.mayPass()).toBe(true)
})

test('a probe that never came back does not close the way for ever', () => {
  const { clock, circuit, fail } = aCircuit()
  fail(4)
  clock.ms = 1_000
  expect(circuit.mayPass()).toBe(true)
  clock.ms = 11_000
  expect(circuit.mayPass()).toBe(true)
})
