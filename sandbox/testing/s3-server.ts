import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import S3rver from '@20minutes/s3rver'
import accounts from '@20minutes/s3rver/lib/models/account.js'
import { listen } from '../http-server.ts'

export type S3ServerOptions = {
  bucket: string
  key: { id: string; secret: string }
  /** Sees each request first; true when it has answered it. */
  before: (request: IncomingMessage, response: ServerResponse) => boolean
}

/** S3-compatible storage on loopback, which computes each signature anew. What is not signed at all it takes: `before` may refuse. */
export const startS3Server = async ({ bucket, key, before }: S3ServerOptions) => {
  const directory = await mkdtemp(join(tmpdir(), 'objects-'))
  const storage = new S3rver({
    directory,
    silent: true,
    vhostBuckets: false,
    configureBuckets: [{ name: bucket }],
  })
  accounts.DUMMY_ACCOUNT.createKeyPair(key.id, key.secret)
  await storage.configureBuckets()
  const handle = storage.callback()
  const server = createServer((request, response) => {
    if (!before(request, response)) handle(request, response)
  })
  return {
    endpoint: `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}`,
    close: async (): Promise<void> => {
      await new Promise((resolve) => server.close(resolve))
      await rm(directory, { recursive: true, force: true })
    },
  }
}
