import { describe, expect, test } from 'vitest'
import { judgeAddress, mayConnect, type OutgoingRules, parseNetworks } from './outgoing-address.ts'

const STRICT: OutgoingRules = { networks: null, origins: [] }

/** Each names, in some spelling, this machine, its neighbours, or what is nobody's. */
const FORBIDDEN = [
  '127.0.0.1',
  '127.8.9.10',
  '127.1',
  '127.0.1',
  '127.0.0.1.',
  '2130706433',
  '0x7f000001',
  '0x7f.1',
  '0x7f.0.0.0x1',
  '0177.0.0.1',
  '0177.0.0.01',
  '017700000001',
  '127。0。0。1',
  '127｡0.0．1',
  '１２７.0.0.1',
  '%31%32%37.0.0.1',
  '0',
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '10.255.255.255',
  '012.0.0.1',
  '0xa000001',
  '172.16.0.1',
  '172.31.255.254',
  '192.168.0.1',
  '192.168.257',
  '3232235521',
  '169.254.169.254',
  '169.254.170.2',
  '0xa9fea9fe',
  '2852039166',
  '100.64.0.1',
  '100.127.255.254',
  '100.100.100.200',
  '192.0.0.192',
  '192.0.2.1',
  '198.18.0.1',
  '198.19.255.255',
  '198.51.100.7',
  '203.0.113.9',
  '192.88.99.1',
  '224.0.0.1',
  '239.255.255.250',
  '240.0.0.1',
  '255.255.255.255',
  '[::]',
  '[::1]',
  '[0:0:0:0:0:0:0:1]',
  '[::127.0.0.1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::ffff:10.0.0.1]',
  '[::ffff:93.184.216.34]',
  '[64:ff9b::7f00:1]',
  '[64:ff9b::10.0.0.1]',
  '[64:ff9b:1::1]',
  '[100::1]',
  '[2002:7f00:1::]',
  '[2002:a00:1::1]',
  '[2001::1]',
  '[2001:0:7f00:1::]',
  '[2001:db8::1]',
  '[fc00::1]',
  '[fd12:3456:789a::1]',
  '[fd00:ec2::254]',
  '[fe80::1]',
  '[fec0::1]',
  '[ff02::1]',
  '[ff0e::1]',
  '[3fff::1]',
  '[5f00::1]',
  'localhost',
  'localhost.',
  'LOCALHOST',
  'db',
  'api.localhost',
  'metadata.google.internal',
  'metadata.google.internal.',
  'metadata',
  'instance-data.ec2.internal',
  'printer.local',
  'nas.home.arpa',
]

const PUBLIC = [
  'api.opentok.com',
  'video.api.vonage.com',
  '93.184.216.34',
  '172.32.0.1',
  '100.128.0.1',
  '11.0.0.1',
  '[2606:2800:220:1:248:1893:25c8:1946]',
  '[2a00:1450:4001:82a::200e]',
]

describe('an address that somebody types', () => {
  test.each(FORBIDDEN)('%s is not connected to', (host) => {
    expect(judgeAddress(`https://${host}/`, STRICT)).toEqual({ ok: false, failure: 'private' })
  })

  test.each(PUBLIC)('%s may be connected to', (host) => {
    expect(judgeAddress(`https://${host}/`, STRICT).ok).toBe(true)
  })

  test.each([
    ['http://api.opentok.com', 'not-https'],
    ['http://127.0.0.1:4000', 'not-https'],
    ['http://93.184.216.34', 'not-https'],
    ['ftp://api.opentok.com', 'not-an-address'],
    ['file:///etc/passwd', 'not-an-address'],
    ['javascript:alert(1)', 'not-an-address'],
    ['api.opentok.com', 'not-an-address'],
    ['https://', 'not-an-address'],
    ['https://300.1.1.1', 'not-an-address'],
    ['https://0x100000000', 'not-an-address'],
    [`https://${'a'.repeat(600)}.example`, 'not-an-address'],
    ['https://me@api.opentok.com', 'more-than-an-address'],
    ['https://me:secret@api.opentok.com', 'more-than-an-address'],
    ['https://api.opentok.com@127.0.0.1', 'more-than-an-address'],
    ['https://api.opentok.com?x=1', 'more-than-an-address'],
    ['https://api.opentok.com#x', 'more-than-an-address'],
    ['https://api.opentok.com:22', 'port'],
    ['https://api.opentok.com:6379', 'port'],
    ['https://93.184.216.34:25', 'port'],
  ] as const)('%s is none: %s', (text, failure) => {
    expect(judgeAddress(text, STRICT)).toEqual({ ok: false, failure })
  })
})

describe('what the operator has allowed', () => {
  const networks = (text: string): OutgoingRules => ({ networks: parseNetworks(text), origins: [] })

  test('is those networks and no others', () => {
    const rules = networks('10.1.0.0/16, fd00:1::/32')
    expect(judgeAddress('https://10.1.2.3:9443', rules).ok).toBe(true)
    expect(judgeAddress('https://[fd00:1::5]', rules).ok).toBe(true)
    expect(judgeAddress('https://10.2.0.1', rules).ok).toBe(false)
    expect(judgeAddress('https://[fd00:2::5]', rules).ok).toBe(false)
    expect(judgeAddress('https://127.0.0.1', rules).ok).toBe(false)
    expect(mayConnect('10.1.0.1', rules)).toBe(true)
    expect(mayConnect('169.254.169.254', rules)).toBe(false)
  })

  test('is reached without encryption on this machine only', () => {
    expect(judgeAddress('http://10.1.2.3', networks('10.1.0.0/16')).ok).toBe(false)
    expect(judgeAddress('http://127.0.0.1:4000', networks('127.0.0.0/8')).ok).toBe(true)
    expect(judgeAddress('http://127.0.0.1:4000', networks('10.1.0.0/16')).ok).toBe(false)
  })

  test('is the sandbox at its very port, and nothing else of this machine', () => {
    const rules: OutgoingRules = { networks: null, origins: ['http://127.0.0.1:4000'] }
    expect(judgeAddress('http://127.0.0.1:4000', rules).ok).toBe(true)
    expect(judgeAddress('http://127.0.0.1:5432', rules).ok).toBe(false)
    expect(judgeAddress('http://localhost:4000', rules).ok).toBe(false)
  })

  test.each([
    '',
    '10.0.0.0',
    '10.0.0.0/33',
    'fd00::/129',
    'everything',
    '10.0.0.0/8;fd00::/8',
    '0x0a.0.0.0/8',
  ])('is no such list: %j', (text) => {
    expect(parseNetworks(text)).toBeNull()
  })
})

test.each(['', 'api.opentok.com', 'fe80::1%eth0', '::ffff:127.0.0.1', '127.1'])(
  'what is resolved to %j is not connected to',
  (address) => {
    expect(mayConnect(address, STRICT)).toBe(false)
  },
)
