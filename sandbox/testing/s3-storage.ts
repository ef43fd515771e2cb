import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import S3rver from '@20minutes/s3rver'
import accounts from '@20minutes/s3rver/lib/models/account.js'
import { listen } from '../http-server.ts'

const KEY = { accessKey: 'NORTHLIGHT', secretKey: 'an evening of the storage' }
const BUCKET = 'northlight-recordings'

/** S3-compatible storage on loopback: it computes each signature anew and takes nothing that is not signed so. */
export const startS3Storage = async () => {
  const directory = await mkdtemp(join(tmpdir(), 'objects-'))
  const storage = new S3rver({
    directory,
    silent: true,
    vhostBuckets: false,
    configureBuckets: [{ name: BUCKET }],
  })
  accounts.DUMMY_ACCOUNT.createKeyPair(KEY.accessKey, KEY.secretKey)
  await storage.configureBuckets()
  const written = new Map<string, IncomingHttpHeaders>()
  const handle = storage.callback()
  const server = createServer((request, response) => {
    if (request.method === 'PUT') {
      if (request.headers.authorization === undefined) return void response.writeHead(403).end()
      response.once('finish', () => {
        if (response.statusCode === 200) written.set(request.url ?? '', request.headers)
      })
    }
    handle(request, response)
  })
  const endpoint = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}`
  return {
    config: { bucket: BUCKET, endpoint, ...KEY },
    /** With which headers each object was written. */
    written,
    read: async (key: string) =>
      new Uint8Array(await (await fetch(`${endpoint}/${BUCKET}/${key}`)).arrayBuffer()),
    close: async (): Promise<void> => {
      await new Promise((resolve) => server.close(resolve))
      await rm(directory, { recursive: true, force: true })
    },
  }
}
