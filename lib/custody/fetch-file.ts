import 'server-only'
import type { Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { compareFile } from './compare-file.ts'
import { type FileType, fileName, fileTypeOf } from './file-name.ts'
import type { Found, FoundFile } from './find-for-custody.ts'
import { inParts, oneAhead } from './in-parts.ts'
import type { CustodyFailure } from './model.ts'
import { openPlatformFile, type PlatformFile } from './platform-file.ts'
import { sha256 } from './sha256.ts'
import { PART_BYTES, type StorageDriver, type StorageWriter } from './storage-driver.ts'
import { keepWork, type Work } from './take-work.ts'
import type { Tools } from './tools.ts'

const DIGEST_BYTES = 32
/** For so long nothing may come before an attempt is given up, in ms; parts of 8 MiB come, or it is too slow to wait for. */
const STALL_MS = 60_000

/** Where it goes on is written down so often, in ms: each time costs as much as some of the parts, and less is fetched again than that. */
const NOTE_MS = 1_000

export type WholeFile = { file: FoundFile; sha256: Uint8Array<ArrayBuffer>; encryption: string | null }

/**
 * Brings a recording's file from the platform into our storage and reads it back. What the storage has is written down each
 * second, with the digest of each part: whoever goes on, on whatever server, goes on there, and what is read back is compared with what came
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
  const file = await tools.db.$transaction((tx) => beginFile(tx, work, found, first.value))
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
  const compared = await compareFile(
    driver.value,
    file,
    eachSecond(() => keepWork(tools.db, work)),
  )
  if (!compared.ok) {
    if (compared.failure === 'changed') await beginAnew({ tools, work, driver: driver.value, file })
    return compared
  }
  await tools.reached('compared')
  return ok({ file, ...compared.value })
}

/** The row of our copy; made with the project's storage of this moment, and kept with that one until it is whole. */
async function beginFile(
  tx: Tx,
  work: Work,
  found: Found,
  { size, contentType }: PlatformFile,
): Promise<FoundFile> {
  if (found.file) return found.file
  await keepWork(tx, work) // no row comes to be of a recording that is being deleted
  const type: FileType = fileTypeOf(contentType)
  const storage = await tx.storage.findFirst({
    where: { projectId: found.projectId, purpose: 'keep', replacedAt: null },
    select: { id: true },
  })
  return tx.storedFile.create({
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
async function startOver(writing: Writing): Promise<Result<null, CustodyFailure>> {
  await beginAnew(writing)
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
    let notedAt = performance.now()
    for await (const part of oneAhead(inParts(source.value.body, PART_BYTES))) {
      clearTimeout(timer)
      const [appended, digest] = await Promise.all([writer.append(part), sha256(part)])
      if (!appended.ok) return appended
      await tools.reached('part-written')
      have += part.byteLength
      file.parts = Buffer.concat([file.parts, digest])
      file.have = BigInt(have)
      if (have === size || performance.now() - notedAt > NOTE_MS) {
        await noteProgress(writing, have)
        notedAt = performance.now()
        await tools.reached('part-noted')
      }
      timer = setTimeout(() => stall.abort(), STALL_MS)
    }
    return have === size ? ok(null) : fail('platform-storage')
  } catch (error) {
    if (!(error instanceof TypeError || stall.signal.aborted || isBrokenOff(error))) throw error
    await noteProgress(writing, Number(file.have)) // what came before it broke is ours
    return fail('platform-storage')
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

/** Whoever has this work now may have made it well again: only who still has it takes anything away. */
async function beginAnew({ tools, work, driver, file }: Omit<Writing, 'size'>): Promise<void> {
  await keepWork(tools.db, work)
  await driver.remove(file.name)
  await tools.db.storedFile.update({
    where: { id: file.id },
    data: { have: 0, parts: new Uint8Array(), uploadId: null },
    select: { id: true },
  })
}

/** Does it when it is called and the last time is a second ago. */
function eachSecond(work: () => Promise<void>): () => Promise<void> {
  let last = performance.now()
  return async () => {
    if (performance.now() - last < NOTE_MS) return
    last = performance.now()
    await work()
  }
}
