import type { IncomingHttpHeaders } from 'node:http'
import { startS3Server } from './s3-server.ts'

const KEY = { accessKey: 'NORTHLIGHT', secretKey: 'an evening of the storage' }
const BUCKET = 'northlight-recordings'

/** S3-compatible storage on loopback, which takes nothing that is not signed. */
export const startS3Storage = async () => {
  const written = new Map<string, IncomingHttpHeaders>()
  const { endpoint, close } = await startS3Server({
    bucket: BUCKET,
    key: { id: KEY.accessKey, secret: KEY.secretKey },
    before: (request, response) => {
      if (request.method !== 'PUT') return false
      if (request.headers.authorization === undefined) {
        response.writeHead(403).end()
        return true
      }
      response.once('finish', () => {
        if (response.statusCode === 200) written.set(request.url ?? '', request.headers)
      })
      return false
    },
  })
  return {
    config: { bucket: BUCKET, endpoint, ...KEY },
    /** With which headers each object was written. */
    written,
    read: async (key: string) =>
      new Uint8Array(await (await fetch(`${endpoint}/${BUCKET}/${key}`)).arrayBuffer()),
    close,
  }
}
