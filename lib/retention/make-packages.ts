import 'server-only'
import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { auditKey } from '#lib/audit/audit-key.ts'
import { recordAudit } from '#lib/audit/record-audit.ts'
import { findCopy } from '#lib/custody/open-copy.ts'
import type { Database } from '#lib/system/database.ts'
import { env } from '#lib/system/env.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { announceKept } from './announce-kept.ts'
import { type Claimed, claimPackage, RENEWED_EVERY_MS, renewClaim } from './claim-package.ts'
import { mayStill } from './may-still.ts'
import { packageEntries } from './package-entries.ts'
import { packageFile } from './package-file.ts'
import { type PackageFile, writePackage } from './write-package.ts'

/** The points at which a server may die: a test stops at each of them in turn. */
export const EXPORT_STEPS = ['claimed', 'written', 'named', 'ready'] as const
export type ExportStep = (typeof EXPORT_STEPS)[number]

const KEPT_DAYS = 7
const MOST_ATTEMPTS = 5

export type ExportPorts = {
  at: (step: ExportStep) => Promise<void>
  open: (
    archiveId: string,
    signal: AbortSignal,
  ) => Promise<Result<Omit<PackageFile, 'name'> & { contentType: string }, string>>
}
/** The server's own: where the recording's file lies. */
function portsTo(db: Database): ExportPorts {
  return {
    at: async () => undefined,
    async open(archiveId, signal) {
      const copy = await findCopy(db, archiveId)
      if (!copy.ok) return copy
      const body = await copy.value.open(null, signal)
      return body.ok ? ok({ ...copy.value, body: body.value }) : body
    },
  }
}

/** Makes one package that was asked for, if there is one; whether there was. A server that dies over it leaves it to the next. */
export async function makeOnePackage(db: Database, given: Partial<ExportPorts> = {}): Promise<boolean> {
  const ports = { ...portsTo(db), ...given }
  const claimed = await claimPackage(db)
  if (!claimed) return false
  await ports.at('claimed')
  const renewing = setInterval(() => void renewClaim(db, claimed.id), RENEWED_EVERY_MS)
  try {
    const made = await make(db, claimed, ports)
    if (!made.ok) await giveUpOrWait(db, claimed, made.failure)
  } finally {
    clearInterval(renewing)
  }
  return true
}

async function make(db: Database, claimed: Claimed, ports: ExportPorts): Promise<Result<null, string>> {
  // Asked for by somebody who may not have it any more: it is not made.
  if (!(await mayStill(db, claimed.askedById, claimed.projectId, 'archive.export')))
    return fail('asker-may-not')
  const opened = await ports.open(claimed.archiveId, AbortSignal.timeout(6 * 3_600_000))
  if (!opened.ok) return fail(opened.failure)
  const path = packageFile(env().GAVEL_DATA_DIR, claimed.id)
  const part = `${path}.${claimed.attempts}.part`
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const written = await writeInto(db, part, claimed, opened.value)
  await ports.at('written')
  if (claimed.digest && !written.fileSha256.equals(claimed.digest)) {
    await rm(part, { force: true })
    return fail('changed')
  }
  if (!(await wasRenamed(part, path))) return ok(null) // taken away while it was written: its recording went
  // What servers that died over it have left.
  for (let n = 1; n < claimed.attempts; n++) await rm(`${path}.${n}.part`, { force: true })
  await ports.at('named')
  const ready = await tellReady(db, claimed, written)
  if (!ready) await rm(path, { force: true }) // its recording went meanwhile
  await ports.at('ready')
  return ok(null)
}

async function writeInto(
  db: Database,
  part: string,
  { id, reason, archiveId, madeAt, ...claimed }: Claimed,
  { size, contentType, body }: Omit<PackageFile, 'name'> & { contentType: string },
) {
  const { platformId, projectId, sessionId, startedAt, stoppedAt } = claimed
  return writePackage(part, {
    file: { name: `${archiveId}.${extensionOf(contentType)}`, size, body },
    texts: await packageEntries(db, { id: archiveId, sessionId, startedAt, stoppedAt }),
    facts: {
      package: id,
      madeAt: madeAt.toISOString(),
      reason,
      recording: { id: archiveId, platformId, projectId, sessionId, startedAt, stoppedAt, contentType },
    },
    key: auditKey(env()),
  })
}

async function wasRenamed(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
    throw error
  }
}

function extensionOf(contentType: string): string {
  if (contentType.startsWith('video/mp4')) return 'mp4'
  if (contentType.startsWith('video/webm')) return 'webm'
  return contentType.includes('zip') ? 'zip' : 'bin'
}

async function tellReady(
  db: Database,
  { id, archiveId, projectId, sessionId, askedById }: Claimed,
  { size, sha256 }: { size: number; sha256: Buffer },
): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const changed = await tx.$executeRaw`
      UPDATE "ExportPackage" SET "state" = 'ready', "readyAt" = now(), "nextAt" = NULL, "leasedUntil" = NULL,
        "expiresAt" = now() + make_interval(days => ${KEPT_DAYS}), "size" = ${size}, "sha256" = ${new Uint8Array(sha256)},
        "failure" = NULL
      WHERE "id" = ${id}::uuid AND "state" = 'making'`
    if (changed === 0) return (await tx.exportPackage.count({ where: { id, state: 'ready' } })) > 0
    await recordAudit(tx, {
      phase: 'outcome',
      action: 'archive.export',
      actorId: askedById,
      deviceId: null,
      address: null,
      projectId,
      sessionId,
      subject: `archive:${archiveId}`,
      details: { package: id, size, sha256: sha256.toString('hex') },
      requestId: id,
    })
    await announceKept(tx, [{ id: archiveId, projectId, sessionId }])
    return true
  })
}

const FINAL = ['no-file', 'asker-may-not', 'changed']

async function giveUpOrWait(
  db: Database,
  { id, attempts, ...claimed }: Claimed,
  failure: string,
): Promise<void> {
  const over = attempts >= MOST_ATTEMPTS || FINAL.includes(failure)
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`
      UPDATE "ExportPackage" SET "failure" = ${failure}, "leasedUntil" = NULL,
        "state" = ${over ? 'failed' : 'making'}::"ExportState",
        "nextAt" = CASE WHEN ${over} THEN NULL ELSE clock_timestamp() + make_interval(secs => ${15 * 2 ** attempts}) END
      WHERE "id" = ${id}::uuid AND "state" = 'making'`
    await announceKept(tx, [
      { id: claimed.archiveId, projectId: claimed.projectId, sessionId: claimed.sessionId },
    ])
  })
}
