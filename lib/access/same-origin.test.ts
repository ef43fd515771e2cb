import { describe, expect, test } from 'vitest'
import { anyone, machine } from './anyone.ts'
import { isSameOrigin, mayEnterFrom } from './same-origin.ts'

const OURS = 'https://moderation.northlight.example'

describe('a change is let in', () => {
  test.each<[string, Record<string, string>]>([
    ['from a page of ours', { 'sec-fetch-site': 'same-origin', origin: OURS }],
    ['by a browser that sends no origin', { 'sec-fetch-site': 'same-origin' }],
    ['by a browser that sends no Sec-Fetch-Site', { origin: OURS }],
    ['whatever the proxy writes', { origin: OURS, 'x-forwarded-host': 'evil.example' }],
  ])('%s', (_what, headers) => {
    expect(isSameOrigin(new Headers(headers), `${OURS}/`)).toBe(true)
  })
})

describe('a change is refused', () => {
  test.each<[string, Record<string, string>]>([
    ['without either header', {}],
    ['from null', { origin: 'null' }],
    ['from another port', { origin: `${OURS}:8443` }],
    ['from another scheme', { origin: OURS.replace('https', 'http') }],
    ['from a sub-domain', { origin: 'https://a.moderation.northlight.example' }],
    ['from a name that begins like ours', { origin: `${OURS}.evil.example` }],
    ['in upper case', { origin: OURS.toUpperCase() }],
    ['with two origins', { origin: `${OURS}, https://evil.example` }],
    ['with a path', { origin: `${OURS}/` }],
    ['with a forged host', { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' }],
    ['from a sibling site', { 'sec-fetch-site': 'same-site', origin: OURS }],
    ['from elsewhere, whatever origin it claims', { 'sec-fetch-site': 'cross-site', origin: OURS }],
    ['when the two headers disagree', { 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' }],
    ['from the address bar', { 'sec-fetch-site': 'none' }],
  ])('%s', (_what, headers) => {
    expect(isSameOrigin(new Headers(headers), OURS)).toBe(false)
  })
})

describe('a route', () => {
  const enters = (method: string, site: string | null, door: Parameters<typeof mayEnterFrom>[2]) =>
    mayEnterFrom({ method, headers: new Headers(site ? { 'sec-fetch-site': site } : {}) }, OURS, door)

  test('that reads for somebody is closed to other sites, and to siblings', () => {
    expect(enters('GET', 'cross-site', null)).toBe(false)
    expect(enters('GET', 'same-site', null)).toBe(false)
    expect(enters('GET', 'same-origin', null)).toBe(true)
    expect(enters('GET', 'none', null)).toBe(true)
  })

  test('that changes something is held to the rule of actions, also when it is for everyone', () => {
    expect(enters('POST', null, null)).toBe(false)
    expect(enters('DELETE', 'cross-site', anyone('an invite is the key'))).toBe(false)
    expect(enters('POST', 'same-origin', anyone('an invite is the key'))).toBe(true)
  })

  test('for machines asks for no origin: they have none, and no cookie either', () => {
    expect(enters('POST', null, machine('signed by the platform'))).toBe(true)
  })
})
