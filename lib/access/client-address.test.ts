import { expect, test } from 'vitest'
import { clientAddress, PEER_HEADER } from './client-address.ts'

const PROXY = '10.0.0.2'
const from = (peer: string, forwarded?: string) =>
  new Headers({ [PEER_HEADER]: peer, ...(forwarded ? { 'x-forwarded-for': forwarded } : {}) })

test('X-Forwarded-For is not believed when nobody is named as the proxy', () => {
  expect(clientAddress(from('192.0.2.7', '203.0.113.9'), undefined)).toBe('192.0.2.7')
})

test('it is not believed from anybody but the named proxy', () => {
  expect(clientAddress(from('192.0.2.7', '203.0.113.9'), PROXY)).toBe('192.0.2.7')
})

test('of what the proxy hands on, only the last entry is its own', () => {
  expect(clientAddress(from(PROXY, '127.0.0.1, 203.0.113.9'), PROXY)).toBe('203.0.113.9')
})

test('a proxy that says nonsense is itself the address', () => {
  expect(clientAddress(from(PROXY, 'unknown'), PROXY)).toBe(PROXY)
})

test('an address of the old kind in the clothes of the new is the same address', () => {
  expect(clientAddress(from('::ffff:192.0.2.7'), undefined)).toBe('192.0.2.7')
})

test('without a socket there is no address, rather than a made-up one', () => {
  expect(clientAddress(new Headers({ 'x-forwarded-for': '203.0.113.9' }), undefined)).toBeNull()
})
