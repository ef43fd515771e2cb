import { createHmac } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** "Shared Key" of Azure's storage as it is documented, computed from what really came in. `key` is base64. */
export function azureSignature(
  { method, headers, url = '' }: IncomingMessage,
  { account, key }: { account: string; key: string },
): string {
  const length = headers['content-length'] ?? ''
  const standard = [
    headers['content-encoding'],
    headers['content-language'],
    length === '0' ? '' : length,
    headers['content-md5'],
    headers['content-type'],
    headers.date,
    headers['if-modified-since'],
    headers['if-match'],
    headers['if-none-match'],
    headers['if-unmodified-since'],
    headers.range,
  ].map((value) => value ?? '')
  const own = Object.entries(headers)
    .filter(([name]) => name.startsWith('x-ms-'))
    .map(([name, value]) => `${name}:${value}`)
    .sort()
  const [path = '', search = ''] = url.split('?')
  const query = [...new URLSearchParams(search)]
    .map(([name, value]) => `${name.toLowerCase()}:${value}`)
    .sort()
  const text = [method, ...standard, ...own, `/${account}${path}`, ...query].join('\n')
  return createHmac('sha256', Buffer.from(key, 'base64')).update(text).digest('base64')
}
