import 'server-only'
import { createHash } from 'node:crypto'
import type { Database } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { compareFile } from './compare-file.ts'
import { type FileType, fileName, fileTypeOf } from './file-name.ts'
import type { Found, FoundFile } from './find-for-custody.ts'
import { inParts } from './in-parts.ts'
import type { CustodyFailure } from './model.ts'
import { openPlatformFile, type PlatformFile } from './platform-file.ts'
import { PART_BYTES, type StorageDriver, type StorageWriter } from './storage-driver.ts'
import { keepWork, type Work } from './take-work.ts'
import type { Tools } from './tools.ts'

const DIGEST_BYTES = 32
/** For so long nothing may come before an attempt is given up, in ms; parts of 8 MiB come, or it is too slow to wait for. */
const STALL_MS = 60_000

export type WholeFile = { file: FoundFile; sha256: Uint8Array<ArrayBuffer>; encryption: string | null }

/**
 * Brings a recording's file from the platform into our storage and reads it back. Each part is written down once the storage
 * has it, with its digest: whoever goes on, on whatever server, goes on there, and what is read back is compared with what came
 * from the platform, however often that was interrupted.
 */
export async function fetchFile(
  tools: Tools,
  work: Work,
  found: Found,
): Promise<Result<WholeFile, CustodyFailure>> {
  const source = { ...found, platform: await tools.platformFor(found.projectId) }
  const first = await openPlatformFile(source, { from: 0, to: 0 }, AbortSignal.timeout(STALL_MS), tools.ask)
  if (!first.ok) return first
  await first.value.body.cancel()
  const file = await beginFile(tools.db, found, first.value)
  const driver = await tools.driverFor(tools.db, file)
  if (!driver.ok) return driver
  const size = first.value.size
  if (Number(file.have) < size || !(await driver.value.stat(file.name)).ok) {
    const written = await writeFile({ tools, work, driver: driver.value, file, size }, (from, abort) =>
      openPlatformFile(source, { from, to: size - 1 }, abort, tools.ask),
    )
    if (!written.ok) return written
  }
  await tools.reached('finished')
  const compared = await compareFile(driver.value, file, () => keepWork(tools.db, work))
  if (!compared.ok) {
    if (compared.failure === 'changed') await beginAnew(tools.db, driver.value, file)
    return compared
  }
  await tools.reached('compared')
  return ok({ file, ...compared.value })
}

/** The row of our copy; made with the project's storage of this moment, and kept with that one until it is whole. */
async function beginFile(
  db: Database,
  found: Found,
  { size, contentType }: PlatformFile,
): Promise<FoundFile> {
  if (found.file) return found.file
  const type: FileType = fileTypeOf(contentType)
  const storage = await db.storage.findFirst({
    where: { projectId: found.projectId, purpose: 'keep', replacedAt: null },
    select: { id: true },
  })
  return db.storedFile.create({
    data: {
      id: newId(),
      archiveId: found.id,
      projectId: found.projectId,
      storageId: storage?.id ?? null,
      name: fileName(found.projectId, found.id, type),
      contentType: type,
      size,
    },
  })
}

type Writing = { tools: Tools; work: Work; driver: StorageDriver; file: FoundFile; size: number }
type OpenFrom = (from: number, abort: AbortSignal) => Promise<Result<PlatformFile, CustodyFailure>>

async function writeFile(writing: Writing, openFrom: OpenFrom): Promise<Result<null, CustodyFailure>> {
  const { tools, driver, file, size } = writing
  const { contentType, uploadId } = file
  const opened = await driver.write(file.name, { contentType, uploadId, have: Number(file.have) })
  if (!opened.ok) return opened
  const writer = opened.value
  const { have } = writer
  file.parts = file.parts.slice(0, Math.ceil(have / PART_BYTES) * DIGEST_BYTES)
  file.uploadId = writer.uploadId
  await noteProgress(writing, have)
  await tools.reached('opened')
  if (have < size) {
    const copied = await copyParts(writing, writer, have, openFrom)
    if (!copied.ok) return copied
  }
  return writer.finish()
}

/** The platform has another file under this id than a moment ago. */
async function startOver({ tools, driver, file }: Writing): Promise<Result<null, CustodyFailure>> {
  await beginAnew(tools.db, driver, file)
  return fail('changed')
}

async function copyParts(
  writing: Writing,
  writer: StorageWriter,
  from: number,
  openFrom: OpenFrom,
): Promise<Result<null, CustodyFailure>> {
  const { tools, file, size } = writing
  const stall = new AbortController()
  let timer = setTimeout(() => stall.abort(), STALL_MS)
  try {
    const source = await openFrom(from, stall.signal)
    if (!source.ok) return source
    if (source.value.size !== size) return startOver(writing)
    let have = from
    for await (const part of inParts(source.value.body, PART_BYTES)) {
      clearTimeout(timer)
      const appended = await writer.append(part)
      if (!appended.ok) return appended
      await tools.reached('part-written')
      have += part.byteLength
      file.parts = Buffer.concat([file.parts, createHash('sha256').update(part).digest()])
      await noteProgress(writing, have)
      await tools.reached('part-noted')
      timer = setTimeout(() => stall.abort(), STALL_MS)
    }
    return have === size ? ok(null) : fail('platform-storage')
  } catch (error) {
    if (error instanceof TypeError || stall.signal.aborted || isBrokenOff(error))
      return fail('platform-storage')
    throw error
  } finally {
    clearTimeout(timer)
    stall.abort()
  }
}

/** The line to the platform's storage broke, as Node says it. */
function isBrokenOff(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(E[A-Z]+|ERR_|UND_)/.test(String(error.code))
}

async function noteProgress({ tools, work, file }: Writing, have: number): Promise<void> {
  file.have = BigInt(have)
  const { parts, uploadId } = file
  await tools.db.$transaction(async (tx) => {
    await keepWork(tx, work)
    await tx.storedFile.update({
      where: { id: file.id },
      data: { have, parts: new Uint8Array(parts), uploadId },
      select: { id: true },
    })
  })
}

async function beginAnew(db: Database, driver: StorageDriver, file: FoundFile): Promise<void> {
  await driver.remove(file.name)
  await db.storedFile.update({
    where: { id: file.id },
    data: { have: 0, parts: new Uint8Array(), uploadId: null },
    select: { id: true },
  })
}
