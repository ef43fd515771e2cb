import 'server-only'
import { createHmac } from 'node:crypto'
import type { Outgoing } from '#lib/platform/outgoing.ts'

/** A container of Azure Blob storage; `secret` is one of the account's keys, or a shared access signature (`sv=...&sig=...`). */
export type AzureContainer = { endpoint: string; account: string; container: string; secret: string }

export type AzureRequest = {
  method: 'GET' | 'HEAD' | 'PUT' | 'DELETE'
  /** Without it the container itself is asked. */
  path?: string
  query?: Record<string, string>
  headers?: Record<string, string>
  body?: string | Uint8Array
  /** As nobody: without a signature. */
  unsigned?: true
}

const VERSION = '2021-12-02'
/** The headers that are signed by their place, in this order. Content-Length stands behind the second of them. */
const IN_ORDER = [
  'content-encoding',
  'content-language',
  'content-length',
  'content-md5',
  'content-type',
  'date',
  'if-modified-since',
  'if-match',
  'if-none-match',
  'if-unmodified-since',
  'range',
] as const

/** Signs a request with the account's key ("Shared Key") and sends it by the one way out. Rejects when no answer comes. */
export async function askAzure(
  settings: AzureContainer,
  request: AzureRequest,
  { ask, signal, fresh }: { ask: Outgoing; signal: AbortSignal; fresh: boolean },
): Promise<Response> {
  const { method, path, query = {}, body = '' } = request
  const { endpoint, container } = settings
  const url = new URL(path === undefined ? `/${container}` : `/${container}/${path}`, endpoint)
  url.search = new URLSearchParams(query).toString()
  const shared = request.unsigned ? null : sharedSignatureOf(settings.secret)
  for (const [name, value] of shared ?? []) url.searchParams.set(name, value)
  const plain: Record<string, string> = {
    ...request.headers,
    'x-ms-date': new Date().toUTCString(),
    'x-ms-version': VERSION,
  }
  const authorization =
    request.unsigned || shared
      ? {}
      : { authorization: signatureOf(settings, { method, url, headers: plain, body }) }
  const headers = { ...plain, ...authorization }
  return ask(url, { method, headers, body: body.length > 0 ? body : null, fresh, signal })
}

/** The parameters of a shared access signature, which says what it allows; null for a key, which allows everything. */
function sharedSignatureOf(secret: string): URLSearchParams | null {
  return /(^|[?&])sig=/.test(secret) ? new URLSearchParams(secret.replace(/^\?/, '')) : null
}

/** As Microsoft's "Authorize with Shared Key" says for the Blob service. */
function signatureOf(
  { account, secret }: AzureContainer,
  given: { method: string; url: URL; headers: Record<string, string>; body: string | Uint8Array },
): string {
  const { method, url, headers, body } = given
  const length = Buffer.byteLength(body)
  const all: Record<string, string> = { ...headers, 'content-length': length === 0 ? '' : `${length}` }
  const own = Object.keys(headers)
    .filter((name) => name.startsWith('x-ms-'))
    .sort()
    .map((name) => `${name}:${headers[name]}`)
  const query = [...url.searchParams].sort(([a], [b]) => (a < b ? -1 : 1))
  const text = [
    method,
    ...IN_ORDER.map((name) => all[name] ?? ''),
    ...own,
    `/${account}${url.pathname}`,
    ...query.map(([name, value]) => `${name}:${value}`),
  ].join('\n')
  const signature = createHmac('sha256', Buffer.from(secret, 'base64')).update(text).digest('base64')
  return `SharedKey ${account}:${signature}`
}
