import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { listen } from '../http-server.ts'

const ACCOUNT = { accountName: 'evening', accountKey: Buffer.from('not a real key').toString('base64') }

/** "Shared Key" as it is documented, computed from what really came in. */
const signatureOf = ({ method, headers, url = '' }: IncomingMessage): string => {
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
  const text = [method, ...standard, ...own, `/${ACCOUNT.accountName}${url}`].join('\n')
  return createHmac('sha256', Buffer.from(ACCOUNT.accountKey, 'base64')).update(text).digest('base64')
}

/** A container of Azure's Blob storage on loopback, with the account as a folder; what is not signed it does not take. */
export const startAzureStorage = async () => {
  const blobs = new Map<string, Buffer>()
  const server = createServer(async (request, response) => {
    const body = await buffer(request)
    const expected = `SharedKey ${ACCOUNT.accountName}:${signatureOf(request)}`
    const isGood = request.method === 'PUT' && request.headers.authorization === expected
    if (isGood) blobs.set(request.url ?? '', body)
    response.writeHead(isGood ? 201 : 403).end()
  })
  const domain = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}`
  return {
    config: { ...ACCOUNT, container: 'recordings', domain },
    blobs,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}
