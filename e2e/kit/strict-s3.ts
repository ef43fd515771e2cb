import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { listen } from '../../sandbox/http-server.ts'
import { isSignedV4 } from './verify-sigv4.ts'

type Version = { id: string; bytes: Buffer; type: string } | { id: string; marker: true }
type Upload = { path: string; type: string; parts: Map<number, Buffer> }
type Reply = { status: number; headers?: Record<string, string>; body?: string | Buffer }
/** What a policy speaks of, in the words of S3. */
export type S3Deed = 'GetObject' | 'PutObject' | 'DeleteObject' | 'ListBucket' | 'GetBucketSettings'

export type StrictS3 = Awaited<ReturnType<typeof startStrictS3>>

const KEY = { keyId: 'NORTHLIGHT', secret: 'an evening of the storage' }
const BUCKET = 'northlight-recordings'
export const ALL_DEEDS: readonly S3Deed[] = [
  'GetObject',
  'PutObject',
  'DeleteObject',
  'ListBucket',
  'GetBucketSettings',
]

/**
 * A test double of S3, and named as such: no storage, but it answers as S3 documents, where a stand-in from a package is lax. It
 * verifies every signature and the body's digest, heeds a simple policy, knows versions, default encryption and public reading,
 * and can be made to fail.
 */
export async function startStrictS3() {
  const state = {
    policy: new Set(ALL_DEEDS),
    encryption: 'AES256' as string | null,
    versioning: false,
    publicRead: false,
    /** Answers this to what it is asked next, while it says so. */
    fault: null as null | ((request: IncomingMessage) => Reply | 'slow' | 'cut' | 'drip' | null),
    asked: [] as string[],
  }
  const objects = new Map<string, Version[]>()
  const uploads = new Map<string, Upload>()
  const server = createServer(async (request, response) => {
    const body = await buffer(request)
    state.asked.push(`${request.method} ${request.url}`)
    const fault = state.fault?.(request) ?? null
    if (fault === 'slow') return
    if (fault === 'cut') return void request.socket.destroy()
    if (fault === 'drip') return drip(response, answer(request, body))
    send(response, fault ?? answer(request, body), request.method)
  })
  const endpoint = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}`

  function answer(request: IncomingMessage, body: Buffer): Reply {
    const { pathname, searchParams: query } = new URL(request.url ?? '/', endpoint)
    const [, bucket, ...rest] = decodeURIComponent(pathname).split('/')
    const path = rest.join('/')
    const isRead = path !== '' && (request.method === 'GET' || request.method === 'HEAD')
    if (request.headers.authorization === undefined && !(state.publicRead && isRead))
      return refusal(403, 'AccessDenied')
    if (request.headers.authorization !== undefined && !isSignedV4(request, body, KEY))
      return refusal(403, 'SignatureDoesNotMatch')
    if (bucket !== BUCKET) return refusal(404, 'NoSuchBucket')
    const deed = deedOf(request.method, path, query)
    if (!state.policy.has(deed)) return refusal(403, 'AccessDenied')
    return path === '' ? ofBucket(query) : ofObject(request, path, query, body)
  }

  function ofBucket(query: URLSearchParams): Reply {
    const prefix = query.get('prefix') ?? ''
    if (query.has('encryption'))
      return state.encryption
        ? xml(
            `<ServerSideEncryptionConfiguration><SSEAlgorithm>${state.encryption}</SSEAlgorithm></ServerSideEncryptionConfiguration>`,
          )
        : refusal(404, 'ServerSideEncryptionConfigurationNotFoundError')
    if (query.has('versioning'))
      return xml(
        `<VersioningConfiguration>${state.versioning ? '<Status>Enabled</Status>' : ''}</VersioningConfiguration>`,
      )
    if (query.has('uploads'))
      return xml(
        [...uploads]
          .filter(([, { path }]) => path.startsWith(prefix))
          .map(([id, { path }]) => `<Upload><Key>${path}</Key><UploadId>${id}</UploadId></Upload>`)
          .join(''),
      )
    const named = [...objects].filter(([path]) => path.startsWith(prefix))
    if (query.has('versions'))
      return xml(
        named
          .flatMap(([path, all]) => all.map((one) => [path, one] as const))
          .map(([path, one]) => {
            const element = 'marker' in one ? 'DeleteMarker' : 'Version'
            return `<${element}><Key>${path}</Key><VersionId>${one.id}</VersionId></${element}>`
          })
          .join(''),
      )
    return xml(named.map(([path]) => `<Contents><Key>${path}</Key></Contents>`).join(''))
  }

  function ofObject(request: IncomingMessage, path: string, query: URLSearchParams, body: Buffer): Reply {
    const { method, headers } = request
    if (query.has('uploads')) return begin(path, headers['content-type'] ?? '')
    if (query.has('uploadId')) return ofUpload(method, path, query, body)
    if (method === 'PUT') return put(path, body, headers['content-type'] ?? '')
    if (method === 'DELETE') return remove(path, query.get('versionId'))
    const newest = objects.get(path)?.at(-1)
    if (!newest) return refusal(404, 'NoSuchKey')
    const version: Record<string, string> = state.versioning ? { 'x-amz-version-id': newest.id } : {}
    if ('marker' in newest)
      return { ...refusal(404, 'NoSuchKey'), headers: { ...version, 'x-amz-delete-marker': 'true' } }
    return read(newest, headers.range, version)
  }

  function read(
    { bytes, type }: { bytes: Buffer; type: string },
    range: string | undefined,
    version: Record<string, string>,
  ): Reply {
    const asked = /^bytes=(\d+)-(\d+)$/.exec(range ?? '')
    const [from, to] = asked ? [Number(asked[1]), Math.min(Number(asked[2]), bytes.length - 1)] : [0, 0]
    if (asked && from >= bytes.length) return refusal(416, 'InvalidRange')
    const encrypted: Record<string, string> = state.encryption
      ? { 'x-amz-server-side-encryption': state.encryption }
      : {}
    const common = { 'content-type': type, etag: etagOf(bytes), ...version, ...encrypted }
    if (!asked) return { status: 200, headers: common, body: bytes }
    const part = { 'content-range': `bytes ${from}-${to}/${bytes.length}` }
    return { status: 206, headers: { ...common, ...part }, body: bytes.subarray(from, to + 1) }
  }

  function put(path: string, bytes: Buffer, type: string): Reply {
    const before = state.versioning ? (objects.get(path) ?? []) : []
    objects.set(path, [...before, { id: `v${before.length + 1}`, bytes, type }])
    return { status: 200, headers: { etag: etagOf(bytes) } }
  }

  function remove(path: string, versionId: string | null): Reply {
    const all = objects.get(path) ?? []
    if (versionId !== null) {
      const left = all.filter(({ id }) => id !== versionId)
      if (left.length > 0) objects.set(path, left)
      else objects.delete(path)
    } else if (state.versioning) objects.set(path, [...all, { id: `v${all.length + 1}`, marker: true }])
    else objects.delete(path)
    return { status: 204 }
  }

  function begin(path: string, type: string): Reply {
    const id = `upload+${uploads.size + 1}/=`
    uploads.set(id, { path, type, parts: new Map() })
    return xml(`<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`)
  }

  function ofUpload(method: string | undefined, path: string, query: URLSearchParams, body: Buffer): Reply {
    const id = query.get('uploadId') ?? ''
    const upload = uploads.get(id)
    if (upload?.path !== path) return refusal(404, 'NoSuchUpload')
    if (method === 'PUT') {
      upload.parts.set(Number(query.get('partNumber')), body)
      return { status: 200, headers: { etag: etagOf(body) } }
    }
    if (method === 'DELETE') return { status: uploads.delete(id) ? 204 : 404 }
    if (method === 'GET') return listParts(upload, Number(query.get('part-number-marker') ?? 0))
    return complete(id, upload, body.toString())
  }

  /** Two parts a page, so that pages are followed. */
  function listParts({ parts }: Upload, behind: number): Reply {
    const all = [...parts].filter(([number]) => number > behind).sort(([a], [b]) => a - b)
    const page = all.slice(0, 2)
    const list = page.map(
      ([number, bytes]) =>
        `<Part><PartNumber>${number}</PartNumber><ETag>${etagOf(bytes).replaceAll('"', '&quot;')}</ETag><Size>${bytes.length}</Size></Part>`,
    )
    const truncated = all.length > page.length
    return xml(
      `<ListPartsResult>${list.join('')}<NextPartNumberMarker>${page.at(-1)?.[0] ?? 0}</NextPartNumberMarker><IsTruncated>${truncated}</IsTruncated></ListPartsResult>`,
    )
  }

  function complete(id: string, { path, type, parts }: Upload, list: string): Reply {
    const named = [...list.matchAll(/<PartNumber>(\d+)<\/PartNumber><ETag>([^<]+)<\/ETag>/g)]
    const bytes = named.map(([, number, etag]) => {
      const part = parts.get(Number(number))
      return part && etagOf(part) === etag?.replaceAll('&quot;', '"') ? part : null
    })
    const small = bytes.slice(0, -1).some((part) => part && part.length < 5 * 1024 * 1024)
    if (bytes.length === 0 || bytes.includes(null)) return refusal(400, 'InvalidPart')
    if (small) return refusal(400, 'EntityTooSmall')
    put(path, Buffer.concat(bytes.flatMap((part) => part ?? [])), type)
    uploads.delete(id)
    return xml('<CompleteMultipartUploadResult><ETag>"whole"</ETag></CompleteMultipartUploadResult>')
  }

  return {
    state,
    settings: { endpoint, region: 'eu-central-1', bucket: BUCKET, prefix: 'gavel/', ...KEY },
    /** All names that somebody can read now. */
    names: () => [...objects].flatMap(([path, all]) => ('marker' in (all.at(-1) ?? {}) ? [] : [path])),
    /** Every version of a name that lies there. */
    versionsOf: (path: string) => objects.get(path) ?? [],
    uploads: () => uploads.size,
    /** As the platform does it: without asking whether Gavel may. */
    place: (path: string, bytes: Buffer, type = 'video/mp4') => void put(path, bytes, type),
    /** As a lifecycle rule does it, or somebody with another key: every version of what has this in its name is gone. */
    forget(part: string): void {
      for (const path of objects.keys()) if (path.includes(part)) objects.delete(path)
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function deedOf(method: string | undefined, path: string, query: URLSearchParams): S3Deed {
  if (path === '')
    return query.has('encryption') || query.has('versioning') ? 'GetBucketSettings' : 'ListBucket'
  if (method === 'DELETE') return 'DeleteObject'
  return (method === 'GET' && !query.has('uploadId')) || method === 'HEAD' ? 'GetObject' : 'PutObject'
}

const etagOf = (bytes: Buffer): string => `"${createHash('md5').update(bytes).digest('hex')}"`
const xml = (inside: string): Reply => ({
  status: 200,
  body: `<?xml version="1.0"?><Answer>${inside}</Answer>`,
})
const refusal = (status: number, code: string): Reply => ({
  status,
  body: `<Error><Code>${code}</Code><Message>The bucket of Northlight</Message></Error>`,
})

/** A byte now and then: there is always more of it coming. */
function drip(response: ServerResponse, { status, headers, body = '' }: Reply): void {
  const bytes = Buffer.from(body)
  let at = 0
  response.writeHead(status, { ...headers, 'content-length': bytes.length })
  const timer = setInterval(() => response.write(bytes.subarray(at, ++at)), 20)
  response.once('close', () => clearInterval(timer))
}

function send(response: ServerResponse, { status, headers, body = '' }: Reply, method: string | undefined) {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) })
  response.end(method === 'HEAD' ? undefined : body)
}
