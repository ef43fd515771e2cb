import 'server-only'
import { BlockList, isIP } from 'node:net'
import { isLoopbackHost } from './is-loopback-host.ts'
import { fail, ok, type Result } from './result.ts'

/**
 * Where this server may be told to connect to. An address that somebody typed must not reach what only this machine can
 * reach: itself, its neighbours, the cloud's metadata service. Pure: names are judged by what they resolved to, and whoever
 * connects must connect to the very address that was judged (see lib/platform/outgoing.ts).
 */
export type OutgoingRules = {
  /** What the operator has allowed besides the public internet. */
  readonly networks: BlockList | null
  /** The sandbox: this very origin, wherever it is and without encryption. */
  readonly origins: readonly string[]
}

export type AddressProblem = 'not-an-address' | 'not-https' | 'more-than-an-address' | 'port' | 'private'

const LONGEST = 500
/** Where https is served; other ports of the public internet speak other protocols. */
const PORTS = new Set(['', '443', '8443'])

/** Whether an address may be kept and asked, as far as it can be told without asking for its name. */
export function judgeAddress(text: string, rules: OutgoingRules): Result<URL, AddressProblem> {
  const url = text.length > LONGEST ? null : URL.parse(text)
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) return fail('not-an-address')
  if (url.username || url.password || url.search || url.hash) return fail('more-than-an-address')
  if (rules.origins.includes(url.origin)) return ok(url)
  const host = hostOf(url)
  const allowed = isIP(host) ? isAllowed(host, rules) : isPrivateName(host) && rules.networks !== null
  if (url.protocol === 'http:' && !(isLoopbackHost(host) && allowed)) return fail('not-https')
  if (isIP(host) ? !mayConnect(host, rules) : isPrivateName(host) && !allowed) return fail('private')
  return PORTS.has(url.port) || allowed || rules.networks !== null ? ok(url) : fail('port')
}

/** Whether a socket may be opened to this address. */
export function mayConnect(address: string, rules: OutgoingRules): boolean {
  return isPublicAddress(address) || isAllowed(address, rules)
}

/** Whether this is an address of the public internet: neither kept for some purpose nor a way back into IPv4. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !RESERVED.check(address, 'ipv4')
  return (
    family === 6 &&
    !address.includes('%') &&
    GLOBAL.check(address, 'ipv6') &&
    !RESERVED.check(address, 'ipv6')
  )
}

/** `10.0.0.0/8,fd00::/8` as networks; null when it is no such list. */
export function parseNetworks(text: string): BlockList | null {
  const networks = new BlockList()
  for (const one of text.split(',')) {
    const [, address = '', bits = ''] = /^\s*([0-9a-f.:]+)\/(\d{1,3})\s*$/i.exec(one) ?? []
    const family = isIP(address)
    if (family === 0 || Number(bits) > (family === 4 ? 32 : 128)) return null
    networks.addSubnet(address, Number(bits), family === 4 ? 'ipv4' : 'ipv6')
  }
  return networks
}

/** The host as a socket takes it. The parser has made one of each spelling: decimal, octal, hexadecimal, short, wide. */
export function hostOf({ hostname }: URL): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname
}

function isAllowed(address: string, { networks }: OutgoingRules): boolean {
  const family = isIP(address)
  if (networks === null || family === 0 || address.includes('%')) return false
  return networks.check(address, family === 4 ? 'ipv4' : 'ipv6')
}

/** Names that are no names of the public internet, whoever answers for them. */
function isPrivateName(host: string): boolean {
  const name = host.replace(/\.$/, '')
  return (
    !name.includes('.') || /\.(localhost|local|internal|intranet|lan|home|corp|home\.arpa|test)$/.test(name)
  )
}

/** IPv6 gives out one eighth of its space; all else is kept. */
const GLOBAL = subnets(['2000::/3'])

const RESERVED = subnets([
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '2001::/23', // Teredo among them: an IPv4 address inside
  '2001:db8::/32',
  '2002::/16', // 6to4: the same
  '3fff::/20',
])

function subnets(list: readonly string[]): BlockList {
  const parsed = parseNetworks(list.join())
  if (!parsed) throw new Error('A reserved network is misspelt')
  return parsed
}
