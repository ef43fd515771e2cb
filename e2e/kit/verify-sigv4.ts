import { createHash, createHmac } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()
const encoded = (text: string) =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)

/** Whether a request is signed as "Signature Version 4" is documented, computed anew from what really came in, its body too. */
export function isSignedV4(
  { method, headers, url = '/' }: IncomingMessage,
  body: Buffer,
  key: { keyId: string; secret: string },
): boolean {
  const given =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    )
  if (!given) return false
  const [, keyId, day = '', region = '', names = '', signature] = given
  const digest = createHash('sha256').update(body).digest('hex')
  const at = String(headers['x-amz-date'])
  if (keyId !== key.keyId || headers['x-amz-content-sha256'] !== digest || !at.startsWith(day)) return false
  const signed = names.split(';')
  const must = ['host', ...Object.keys(headers).filter((name) => name.startsWith('x-amz-'))]
  if (!must.every((name) => signed.includes(name))) return false
  const { pathname, searchParams } = new URL(url, 'http://storage')
  const query = [...searchParams].map(([name, value]) => `${encoded(name)}=${encoded(value)}`).sort()
  const request = [
    method,
    decodeURIComponent(pathname).split('/').map(encoded).join('/'),
    query.join('&'),
    ...signed.map((name) => `${name}:${String(headers[name]).trim()}`),
    '',
    names,
    digest,
  ].join('\n')
  const scope = `${day}/${region}/s3/aws4_request`
  const text = ['AWS4-HMAC-SHA256', at, scope, createHash('sha256').update(request).digest('hex')].join('\n')
  const derived = [region, 's3', 'aws4_request'].reduce<Buffer>(hmac, hmac(`AWS4${key.secret}`, day))
  return hmac(derived, text).toString('hex') === signature
}
