import { createServer } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { choosePort } from '../choose-port.ts'
import { type HeldPort, holdPort } from './hold-port.ts'

const held: HeldPort[] = []
const hold = async (host: string, port: number) => {
  const one = await holdPort(host, port)
  held.push(one)
  return one.port
}

afterEach(async () => {
  for (const one of held.splice(0)) await one.release()
})

test('a free port is the wanted one, and a second start gets the next', async () => {
  const free = await choosePort([0])
  expect(await hold('127.0.0.1', free)).toBe(free)
  expect(await hold('127.0.0.1', free)).toBeGreaterThan(free)
})

test('a port that is taken on the other address of localhost is not free', async () => {
  const other = createServer()
  await new Promise<void>((done) => other.listen(0, '::1', done))
  const address = other.address()
  const taken = address && typeof address === 'object' ? address.port : 0
  expect(await hold('127.0.0.1', taken)).not.toBe(taken)
  await new Promise((done) => other.close(done))
})

test('a host that is not of this machine is said so', async () => {
  await expect(holdPort('203.0.113.7', 3000)).rejects.toThrow(
    'HOST 203.0.113.7 is not an address of this machine',
  )
})
