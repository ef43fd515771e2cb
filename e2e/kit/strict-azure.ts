import { createServer, type IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { listen } from '../../sandbox/http-server.ts'
import { azureSignature } from '../../sandbox/testing/azure-signature.ts'

type Blob = { bytes: Buffer; type: string; blocks: Map<string, Buffer> }
type Reply = { status: number; headers?: Record<string, string>; body?: string | Buffer }

export type StrictAzure = Awaited<ReturnType<typeof startStrictAzure>>

const ACCOUNT = { account: 'northlight', secret: Buffer.from('an evening of the account').toString('base64') }
const CONTAINER = 'recordings'
const READING = 'a-signature-that-reads'

/**
 * A test double of Azure Blob storage, and named as such: it verifies "Shared Key" signatures, computed anew from what really
 * came in, knows blocks that wait and the lists that make blobs of them, and can be made to fail.
 */
export async function startStrictAzure() {
  const state = {
    encrypted: true,
    publicRead: false,
    fault: null as null | ((request: IncomingMessage) => Reply | 'slow' | 'cut' | null),
  }
  const blobs = new Map<string, Blob>()
  const waiting = new Map<string, Map<string, Buffer>>()
  const server = createServer(async (request, response) => {
    const body = await buffer(request)
    const fault = state.fault?.(request) ?? null
    if (fault === 'slow') return
    if (fault === 'cut') return void request.socket.destroy()
    const { status, headers, body: text = '' } = fault ?? answer(request, body)
    response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(text) })
    response.end(request.method === 'HEAD' ? undefined : text)
  })
  const endpoint = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}`

  function answer(request: IncomingMessage, body: Buffer): Reply {
    const { pathname, searchParams: query } = new URL(request.url ?? '/', endpoint)
    const path = decodeURIComponent(pathname).replace(`/${CONTAINER}/`, '')
    const isRead = query.size === 0 && (request.method === 'GET' || request.method === 'HEAD')
    const isOpen = state.publicRead && isRead && request.headers.authorization === undefined
    const isShared = query.get('sig') === READING && request.method !== 'PUT' && request.method !== 'DELETE'
    if (!isOpen && !isShared && !isSigned(request)) return refusal(403, 'AuthenticationFailed')
    if (pathname !== `/${CONTAINER}` && !pathname.startsWith(`/${CONTAINER}/`))
      return refusal(404, 'ContainerNotFound')
    if (request.method === 'PUT') return put(request, path, query, body)
    if (request.method === 'DELETE') return { status: blobs.delete(path) ? 202 : 404 }
    if (query.get('comp') === 'list') return names(query.get('prefix') ?? '')
    return query.get('comp') === 'blocklist' ? list(path) : read(request, path)
  }

  function put({ headers }: IncomingMessage, path: string, query: URLSearchParams, body: Buffer): Reply {
    const id = query.get('blockid')
    const blocks = waiting.get(path) ?? new Map<string, Buffer>()
    if (id !== null) {
      waiting.set(path, blocks.set(id, body))
      return { status: 201 }
    }
    if (query.get('comp') === 'blocklist') {
      const ids = [...body.toString().matchAll(/<Latest>([^<]+)<\/Latest>/g)].map(([, one = '']) => one)
      const found = ids.map((one) => blocks.get(one) ?? blobs.get(path)?.blocks.get(one) ?? null)
      if (found.includes(null)) return refusal(400, 'InvalidBlockList')
      const parts = found.flatMap((part) => part ?? [])
      const type = String(headers['x-ms-blob-content-type'])
      blobs.set(path, {
        bytes: Buffer.concat(parts),
        type,
        blocks: new Map(ids.map((one, at) => [one, parts[at] ?? body])),
      })
    } else if (headers['x-ms-blob-type'] === 'BlockBlob')
      blobs.set(path, { bytes: body, type: String(headers['content-type']), blocks: new Map() })
    else return refusal(400, 'MissingRequiredHeader')
    waiting.delete(path) // whatever else waited is dropped with it
    return { status: 201 }
  }

  function names(prefix: string): Reply {
    const found = [...blobs.keys()].filter((name) => name.startsWith(prefix))
    const each = found.map((name) => `<Blob><Name>${name}</Name></Blob>`)
    return { status: 200, body: `<EnumerationResults>${each.join('')}</EnumerationResults>` }
  }

  function list(path: string): Reply {
    const blocks = waiting.get(path)
    if (!blocks && !blobs.has(path)) return refusal(404, 'BlobNotFound')
    const each = [...(blocks ?? [])].map(
      ([id, bytes]) => `<Block><Name>${id}</Name><Size>${bytes.length}</Size></Block>`,
    )
    return {
      status: 200,
      body: `<BlockList><UncommittedBlocks>${each.join('')}</UncommittedBlocks></BlockList>`,
    }
  }

  function read({ headers }: IncomingMessage, path: string): Reply {
    const blob = blobs.get(path)
    if (!blob) return refusal(404, 'BlobNotFound')
    const asked = /^bytes=(\d+)-(\d+)$/.exec(String(headers['x-ms-range'] ?? ''))
    const common = {
      'content-type': blob.type,
      etag: `"0x${blob.bytes.length}"`,
      'x-ms-server-encrypted': `${state.encrypted}`,
    }
    if (!asked) return { status: 200, headers: common, body: blob.bytes }
    return { status: 206, headers: common, body: blob.bytes.subarray(Number(asked[1]), Number(asked[2]) + 1) }
  }

  return {
    state,
    settings: { endpoint, container: CONTAINER, prefix: 'gavel/', ...ACCOUNT },
    /** A shared access signature of the container, good for reading and listing. */
    readingSignature: READING,
    names: () => [...blobs.keys()],
    waiting: () => waiting.size,
    /** As the platform does it: without asking whether Gavel may. */
    place: (path: string, bytes: Buffer, type = 'video/mp4') =>
      void blobs.set(path, { bytes, type, blocks: new Map() }),
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function isSigned(request: IncomingMessage): boolean {
  const { account, secret: key } = ACCOUNT
  return request.headers.authorization === `SharedKey ${account}:${azureSignature(request, { account, key })}`
}

const refusal = (status: number, code: string): Reply => ({
  status,
  headers: { 'x-ms-error-code': code },
  body: `<Error><Code>${code}</Code><Message>The account of Northlight</Message></Error>`,
})
