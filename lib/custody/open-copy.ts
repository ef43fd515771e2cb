import 'server-only'
import { parseArchiveId } from '#lib/platform/ids.ts'
import type { Database } from '#lib/system/database.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { openPlatformFile, type PlatformFileFailure } from './platform-file.ts'
import type { ByteRange, StorageFailure } from './storage-driver.ts'
import { type Tools, toolsFor } from './tools.ts'

export type CopyFailure = 'no-file' | StorageFailure | PlatformFileFailure
type Body = ReadableStream<Uint8Array>

/** A file of a recording that can be read now. */
export type Copy = {
  /** Bytes. */
  size: number
  contentType: string
  /** Changes with the bytes: what `If-Range` is compared with. */
  etag: string
  open(range: ByteRange | null, signal: AbortSignal): Promise<Result<Body, CopyFailure>>
}

/**
 * Where a recording can be read: our own copy, and until that is whole the platform's. One that was found changed is read too,
 * as it is: the page says so beside it.
 */
export async function findCopy(
  db: Database,
  archiveId: string,
  tools: Pick<Tools, 'driverFor' | 'platformFor' | 'ask'> = toolsFor(db),
): Promise<Result<Copy, CopyFailure>> {
  const file = await db.storedFile.findFirst({
    where: { archiveId, state: { in: ['whole', 'changed'] } },
    orderBy: { state: 'asc' }, // a whole one before one that changed
  })
  if (!file) return findPlatformCopy(db, archiveId, tools)
  const driver = await tools.driverFor(db, file)
  if (!driver.ok) return fail('no-file')
  const there = await driver.value.stat(file.name)
  if (!there.ok) return there
  return ok({
    size: there.value.size,
    contentType: file.contentType,
    etag: etagOf(there.value.etag ?? `${file.id}-${there.value.size}`),
    open: (range, signal) => driver.value.read(file.name, range, signal),
  })
}

async function findPlatformCopy(
  db: Database,
  archiveId: string,
  { platformFor, ask }: Pick<Tools, 'platformFor' | 'ask'>,
): Promise<Result<Copy, CopyFailure>> {
  const row = await db.archive.findFirst({
    where: { id: archiveId, state: 'available' },
    select: {
      platformId: true,
      projectId: true,
      session: { select: { project: { select: { apiUrl: true } } } },
    },
  })
  const platformId = row && parseArchiveId(row.platformId)
  if (!row || !platformId?.ok) return fail('no-file')
  const source = {
    platform: await platformFor(row.projectId),
    platformId: platformId.value,
    apiUrl: row.session.project.apiUrl,
  }
  const first = await openPlatformFile(source, { from: 0, to: 0 }, AbortSignal.timeout(10_000), ask)
  if (!first.ok) return first
  await first.value.body.cancel()
  return ok({
    size: first.value.size,
    contentType: first.value.contentType ?? 'application/octet-stream',
    etag: etagOf(`${archiveId}-${first.value.size}`),
    async open(range, signal) {
      const opened = await openPlatformFile(source, range, signal, ask)
      return opened.ok ? ok(opened.value.body) : opened
    },
  })
}

/** Quoted, and of nothing that a header could not carry. */
const etagOf = (text: string): string => `"${text.replaceAll(/[^A-Za-z0-9._-]/g, '')}"`
