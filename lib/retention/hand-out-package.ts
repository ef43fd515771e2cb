import 'server-only'
import { type FileHandle, open } from 'node:fs/promises'
import type { Actor } from '#lib/access/actor.ts'
import { whileAllowed } from '#lib/access/while-allowed.ts'
import { recordAudit } from '#lib/audit/record-audit.ts'
import type { Database, Tx } from '#lib/system/database.ts'
import { env } from '#lib/system/env.ts'
import { newId } from '#lib/system/ids.ts'
import { packageFile } from './package-file.ts'

/** A package that can be had now; null for any other. */
export async function findPackage(db: Database | Tx, id: string) {
  const [found] = await db.$queryRaw<
    { id: string; archiveId: string; projectId: string; sessionId: string; sha256: Uint8Array }[]
  >`
    SELECT e."id", e."archiveId", e."projectId", r."sessionId", e."sha256"
    FROM "ExportPackage" e JOIN "Archive" r ON r."id" = e."archiveId"
    WHERE e."id" = ${id}::uuid AND e."state" = 'ready' AND e."expiresAt" > clock_timestamp()`
  return found ?? null
}

export type FoundPackage = NonNullable<Awaited<ReturnType<typeof findPackage>>>

/** Puts it on the record, and among those who opened the recording, before a byte is sent. */
export async function recordExport(
  db: Database,
  { actor, address, requestId }: { actor: Actor; address: string | null; requestId: string },
  { id, archiveId, projectId, sessionId, sha256 }: FoundPackage,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const { accountId, deviceId } = actor
    const data = { id: newId(), archiveId, accountId, deviceId, purpose: 'exported' as const }
    await tx.viewing.create({ data, select: { id: true } })
    await recordAudit(tx, {
      phase: 'event',
      action: 'archive.exported',
      actorId: accountId,
      deviceId,
      address,
      projectId,
      sessionId,
      subject: `archive:${archiveId}`,
      details: { package: id, sha256: Buffer.from(sha256).toString('hex') },
      requestId,
    })
  })
}

/** The file, for as long as whoever asked may have it. */
export async function openPackage(actor: Actor, { id }: FoundPackage): Promise<Response> {
  const file = await openFile(packageFile(env().GAVEL_DATA_DIR, id))
  if (file === null)
    return new Response('This package lies on another server, or was taken away. Ask for a new one.', {
      status: 404,
      headers: { 'Content-Type': 'text/plain; charset=utf-8' },
    })
  const { size } = await file.stat()
  return new Response(whileAllowed(streamOf(file), { actor, permission: 'archive.export' }), {
    headers: {
      'Content-Type': 'application/zip',
      'Content-Length': String(size),
      'Content-Disposition': `attachment; filename="recording-${id}.zip"`,
      'X-Content-Type-Options': 'nosniff',
    },
  })
}

const PIECE = 256 * 1024

/** Read as it is taken, and closed at the end of it or when nobody wants the rest. */
function streamOf(file: FileHandle): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(PIECE), 0, PIECE)
      if (bytesRead > 0) return controller.enqueue(buffer.subarray(0, bytesRead))
      await file.close()
      controller.close()
    },
    cancel: () => file.close(),
  })
}

async function openFile(path: string) {
  try {
    return await open(path, 'r')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
