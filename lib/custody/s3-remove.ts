import 'server-only'
import { xmlBlocks, xmlValues } from '#lib/platform/xml-values.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { dropBody, failureOf, textOf } from './ask-storage.ts'
import type { S3Asker } from './s3-asker.ts'
import type { StorageFailure } from './storage-driver.ts'

const LIST_MS = 10_000
/** A page of a list is a thousand. */
const MAX_PAGES = 20
/** What a storage answers that knows no versions, or no list of uploads. */
const KNOWS_NOT = [400, 404, 405, 501]

/**
 * Removes an object so that nothing of it is left: where the bucket keeps versions, each of them, and what lies there of
 * uploads that were never finished. Says `removed` only when there was something.
 */
export async function removeFromS3(
  ask: S3Asker,
  path: string,
  writtenBy: 'gavel' | 'platform' = 'gavel',
): Promise<Result<'removed' | 'not-there', StorageFailure>> {
  const begun = writtenBy === 'platform' ? ok(0) : await dropUploads(ask, path)
  if (!begun.ok) return begun
  const found = await ask({ method: 'HEAD', path })
  if (found?.status !== 200 && found?.status !== 404) return fail(await failureOf(found))
  await dropBody(found)
  const isVersioned = found.headers.has('x-amz-version-id') || found.headers.has('x-amz-delete-marker')
  if (isVersioned) return removeVersions(ask, path)
  if (found.status === 404) return ok(begun.value > 0 ? 'removed' : 'not-there')
  const removed = await deleteOne(ask, path, {})
  return removed.ok ? ok('removed') : removed
}

async function removeVersions(
  ask: S3Asker,
  path: string,
): Promise<Result<'removed' | 'not-there', StorageFailure>> {
  let files = 0
  for (let page = 0; page < MAX_PAGES; page++) {
    const answer = await ask({ method: 'GET', query: { versions: '', prefix: path } })
    if (answer?.status !== 200) return fail(await failureOf(answer))
    const text = await textOf(answer, LIST_MS)
    if (text === null) return fail('unavailable')
    const own = (element: string) =>
      xmlBlocks(text, element).filter((xml) => xmlValues(xml, 'Key')[0] === path)
    const versions = own('Version')
    const all = [...versions, ...own('DeleteMarker')]
    if (all.length === 0) return ok(files > 0 ? 'removed' : 'not-there')
    files += versions.length
    for (const xml of all) {
      const removed = await deleteOne(ask, path, { versionId: xmlValues(xml, 'VersionId')[0] ?? 'null' })
      if (!removed.ok) return removed
    }
  }
  return fail('unavailable') // it says that it deletes, and still has them
}

/** How many there were. A storage that has no list of them is asked for none. */
async function dropUploads(ask: S3Asker, path: string): Promise<Result<number, StorageFailure>> {
  const answer = await ask({ method: 'GET', query: { uploads: '', prefix: path } })
  if (answer && KNOWS_NOT.includes(answer.status)) {
    await dropBody(answer)
    return ok(0)
  }
  if (answer?.status !== 200) return fail(await failureOf(answer))
  const text = await textOf(answer, LIST_MS)
  if (text === null) return fail('unavailable')
  const own = xmlBlocks(text, 'Upload').filter((xml) => xmlValues(xml, 'Key')[0] === path)
  for (const xml of own) {
    const removed = await deleteOne(ask, path, { uploadId: xmlValues(xml, 'UploadId')[0] ?? '' })
    if (!removed.ok) return removed
  }
  return ok(own.length)
}

async function deleteOne(
  ask: S3Asker,
  path: string,
  query: Record<string, string>,
): Promise<Result<null, StorageFailure>> {
  const answer = await ask({ method: 'DELETE', path, query })
  if (answer?.status !== 204 && answer?.status !== 200 && answer?.status !== 404)
    return fail(await failureOf(answer))
  await dropBody(answer)
  return ok(null)
}
