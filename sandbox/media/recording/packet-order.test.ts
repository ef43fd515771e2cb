import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPacketOrder } from './packet-order.ts'

const packet = (sequenceNumber: number) => ({ sequenceNumber: sequenceNumber & 0xffff })
const numbers = (packets: Array<{ sequenceNumber: number }>) =>
  packets.map(({ sequenceNumber }) => sequenceNumber)

test('packets that overtook each other come out in order, also where the counter wraps', () => {
  const order = createPacketOrder<{ sequenceNumber: number }>()
  const arrived = [65_533, 65_535, 65_534, 1, 0, 2]
  expect(arrived.flatMap((number) => numbers(order.push(packet(number))))).toEqual([
    65_533, 65_534, 65_535, 0, 1, 2,
  ])
})

test('any shuffle within the window comes out complete and in order', () => {
  const start = fc.integer({ min: 0, max: 0xffff })
  const jitter = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 100, maxLength: 100 })
  fc.assert(
    fc.property(start, jitter, (first, delays) => {
      const order = createPacketOrder<{ sequenceNumber: number }>()
      const arrivals = delays.map((delay, index) => ({ index, at: index === 0 ? 0 : index + delay }))
      arrivals.sort((left, right) => left.at - right.at || left.index - right.index)
      const out = arrivals.flatMap(({ index }) => order.push(packet(first + index)))
      expect(numbers([...out, ...order.flush()])).toEqual(delays.map((_, index) => (first + index) & 0xffff))
    }),
  )
})

test('a lost packet holds the others back for a while only', () => {
  const order = createPacketOrder<{ sequenceNumber: number }>()
  const out = Array.from({ length: 100 }, (_, number) => number)
    .filter((number) => number !== 10)
    .flatMap((number) => order.push(packet(number)))
  expect(numbers(out)).toEqual(
    Array.from({ length: 100 }, (_, number) => number).filter((number) => number !== 10),
  )
})

test('what comes again or too late is dropped', () => {
  const order = createPacketOrder<{ sequenceNumber: number }>()
  const arrived = [5, 6, 6, 5, 7]
  expect(arrived.flatMap((number) => numbers(order.push(packet(number))))).toEqual([5, 6, 7])
})
