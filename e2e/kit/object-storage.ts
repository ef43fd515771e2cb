import { mkdtempSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import S3rver from '@20minutes/s3rver'
import accounts from '@20minutes/s3rver/lib/models/account.js'
import type { StorageSettings } from '#lib/record/outside-storage.ts'

const KEY = { keyId: 'NORTHLIGHT', secret: 'an evening of the storage' }

export type ObjectStorage = {
  readonly settings: StorageSettings
  /** How many requests have come in, refused ones too. */
  readonly asked: number
  /** Answers with this status from now on; null does as asked again. */
  refuse(status: number | null): void
  stop(): Promise<void>
}

/**
 * S3-compatible storage on loopback, which computes each signature anew and refuses what is not signed. It knows no condition
 * on writing, so the one that S3 has and we rely on is put before it.
 */
export async function startObjectStorage(): Promise<ObjectStorage> {
  const bucket = 'northlight-record'
  const directory = mkdtempSync(join(tmpdir(), 'gavel-objects-'))
  const storage = new S3rver({
    directory,
    silent: true,
    vhostBuckets: false,
    configureBuckets: [{ name: bucket }],
  })
  accounts.DUMMY_ACCOUNT.createKeyPair(KEY.keyId, KEY.secret)
  await storage.configureBuckets()
  const handle = storage.callback()
  const written = new Set<string>()
  let refusal: number | null = null
  let asked = 0
  const server = createServer((request, response) => {
    asked++
    const status = refusal ?? refusalOf(request, written)
    if (status === null) {
      response.once('finish', () => {
        if (request.method === 'PUT' && response.statusCode === 200) written.add(request.url ?? '')
      })
      return handle(request, response)
    }
    request.resume()
    response.writeHead(status).end('<Error><Message>The bucket of Northlight</Message></Error>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // listening on a port by the line above
  const endpoint = `http://127.0.0.1:${port}`
  return {
    settings: {
      endpoint,
      region: 'eu-central-1',
      bucket,
      prefix: 'gavel/',
      ...KEY,
    },
    get asked() {
      return asked
    },
    refuse(status) {
      refusal = status
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function refusalOf(
  { headers, method, url = '' }: IncomingMessage,
  written: ReadonlySet<string>,
): number | null {
  if (headers.authorization === undefined) return 403
  return method === 'PUT' && headers['if-none-match'] === '*' && written.has(url) ? 412 : null
}
