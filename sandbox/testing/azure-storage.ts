import { createServer } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { listen } from '../http-server.ts'
import { azureSignature } from './azure-signature.ts'

const ACCOUNT = { accountName: 'evening', accountKey: Buffer.from('not a real key').toString('base64') }

/** A container of Azure's Blob storage on loopback, with the account as a folder; what is not signed it does not take. */
export const startAzureStorage = async () => {
  const blobs = new Map<string, Buffer>()
  const server = createServer(async (request, response) => {
    const body = await buffer(request)
    const expected = `SharedKey ${ACCOUNT.accountName}:${azureSignature(request, { account: ACCOUNT.accountName, key: ACCOUNT.accountKey })}`
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
