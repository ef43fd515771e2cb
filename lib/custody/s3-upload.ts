import 'server-only'
import { xmlBlocks, xmlValues } from '#lib/platform/xml-values.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { failureOf, textOf } from './ask-storage.ts'
import { partsBehind } from './parts-behind.ts'
import { type S3Asker, statS3 } from './s3-asker.ts'
import { PART_BYTES, type StorageFailure, type StorageWriter } from './storage-driver.ts'

type Target = { ask: S3Asker; path: string; partMs: number }
type Begun = { contentType: string; uploadId: string | null; have: number }
type Part = { number: number; etag: string; size: number }

const LIST_MS = 10_000
/** No such upload, or no such question. */
const KNOWS_NOT = [400, 404, 405, 501]

/** An upload in parts, which a later one goes on with by its id: what parts there are, the storage itself says. */
export async function writeToS3(
  target: Target,
  begun: Begun,
): Promise<Result<StorageWriter, StorageFailure>> {
  if (begun.uploadId !== null) {
    const known = await listParts(target, begun.uploadId)
    if (!known.ok) return known
    if (known.value) return ok(writerOf(target, begun.uploadId, partsBehind(known.value, begun.have)))
  }
  const uploadId = await beginUpload(target, begun.contentType)
  return uploadId.ok ? ok(writerOf(target, uploadId.value, [])) : uploadId
}

async function beginUpload(
  { ask, path }: Target,
  contentType: string,
): Promise<Result<string, StorageFailure>> {
  const headers = { 'content-type': contentType }
  const answer = await ask({ method: 'POST', path, query: { uploads: '' }, headers }, { once: true })
  if (answer?.status !== 200) return fail(await failureOf(answer))
  const [uploadId] = xmlValues((await textOf(answer, LIST_MS)) ?? '', 'UploadId')
  return uploadId ? ok(uploadId) : fail('unavailable')
}

/** Null: it knows no such upload (any more), or cannot tell what came of it. */
async function listParts(
  { ask, path }: Target,
  uploadId: string,
): Promise<Result<Part[] | null, StorageFailure>> {
  const parts: Part[] = []
  for (let marker: string | undefined = '0'; marker !== undefined; ) {
    const answer = await ask({ method: 'GET', path, query: { uploadId, 'part-number-marker': marker } })
    if (answer && KNOWS_NOT.includes(answer.status)) return ok(null)
    if (answer?.status !== 200) return fail(await failureOf(answer))
    const text = await textOf(answer, LIST_MS)
    if (text === null) return fail('unavailable')
    parts.push(...xmlBlocks(text, 'Part').flatMap(partOf))
    const next: string | undefined = xmlValues(text, 'NextPartNumberMarker')[0]
    marker = xmlValues(text, 'IsTruncated')[0] === 'true' ? next : undefined
  }
  return ok(parts.sort((a, b) => a.number - b.number))
}

function partOf(xml: string): Part[] {
  const [number, etag, size] = ['PartNumber', 'ETag', 'Size'].map((name) => xmlValues(xml, name)[0] ?? '')
  return etag ? [{ number: Number(number), etag, size: Number(size) }] : []
}

function writerOf(target: Target, uploadId: string, parts: Part[]): StorageWriter {
  const { ask, path, partMs } = target
  const have = () => parts.reduce((sum, { size }) => sum + size, 0)
  return {
    uploadId,
    get have() {
      return have()
    },
    async append(body) {
      if (have() % PART_BYTES !== 0) return fail('changed') // behind a last part nothing comes
      const number = parts.length + 1
      const query = { partNumber: `${number}`, uploadId }
      const answer = await ask({ method: 'PUT', path, query, body }, { ms: partMs })
      const etag = answer?.status === 200 ? answer.headers.get('etag') : null
      if (!answer || !etag) return fail(await failureOf(answer))
      await textOf(answer, LIST_MS)
      parts.push({ number, etag, size: body.byteLength })
      return ok(null)
    },
    finish: () => finishUpload(target, uploadId, parts, have()),
  }
}

/** The answer may begin well and end badly: only what it says at its end counts. */
async function finishUpload(
  { ask, path, partMs }: Target,
  uploadId: string,
  parts: readonly Part[],
  size: number,
): Promise<Result<null, StorageFailure>> {
  const list = parts.map(
    ({ number, etag }) => `<Part><PartNumber>${number}</PartNumber><ETag>${escaped(etag)}</ETag></Part>`,
  )
  const body = `<CompleteMultipartUpload>${list.join('')}</CompleteMultipartUpload>`
  const headers = { 'content-type': 'application/xml' }
  const answer = await ask({ method: 'POST', path, query: { uploadId }, headers, body }, { ms: partMs })
  if (answer?.status === 200) {
    const text = await textOf(answer, partMs)
    return text?.includes('<CompleteMultipartUploadResult') ? ok(null) : fail('unavailable')
  }
  const failure = await failureOf(answer)
  if (failure !== 'not-found') return fail(failure)
  const there = await statS3(ask, path) // it had been finished before, or given up
  return there.ok && there.value.size === size ? ok(null) : fail('not-found')
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
