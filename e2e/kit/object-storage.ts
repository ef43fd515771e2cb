import type { IncomingMessage } from 'node:http'
import type { StorageSettings } from '#lib/record/outside-storage.ts'
import { startS3Server } from '../../sandbox/testing/s3-server.ts'

const KEY = { keyId: 'NORTHLIGHT', secret: 'an evening of the storage' }

export type ObjectStorage = {
  readonly settings: StorageSettings
  /** How many requests have come in, refused ones too. */
  readonly asked: number
  /** How many objects lie there. */
  readonly written: number
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
  const written = new Set<string>()
  let refusal: number | null = null
  let asked = 0
  const { endpoint, close } = await startS3Server({
    bucket,
    key: { id: KEY.keyId, secret: KEY.secret },
    before: (request, response) => {
      asked++
      const status = refusal ?? refusalOf(request, written)
      if (status === null) {
        response.once('finish', () => {
          if (request.method === 'PUT' && response.statusCode === 200) written.add(request.url ?? '')
        })
        return false
      }
      request.resume()
      response.writeHead(status).end('<Error><Message>The bucket of Northlight</Message></Error>')
      return true
    },
  })
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
    get written() {
      return written.size
    },
    refuse(status) {
      refusal = status
    },
    stop: close,
  }
}

function refusalOf(
  { headers, method, url = '' }: IncomingMessage,
  written: ReadonlySet<string>,
): number | null {
  if (headers.authorization === undefined) return 403
  return method === 'PUT' && headers['if-none-match'] === '*' && written.has(url) ? 412 : null
}
