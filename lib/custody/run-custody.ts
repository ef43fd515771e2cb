import 'server-only'
import { byTheClock } from '#lib/audit/by-the-clock.ts'
import { type AuditRecord, recordAudit } from '#lib/audit/record-audit.ts'
import { announceArchives } from '#lib/live/announce-archives.ts'
import { endAlerts } from '#lib/live/end-alerts.ts'
import { raiseAlerts } from '#lib/live/raise-alerts.ts'
import type { Tx } from '#lib/system/database.ts'
import { log } from '#lib/system/log.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { endAttempt } from './end-attempt.ts'
import { fetchFile, type WholeFile } from './fetch-file.ts'
import { type Found, findForCustody } from './find-for-custody.ts'
import { fallbackAlerts, findUpload } from './find-upload.ts'
import type { CustodyFailure } from './model.ts'
import { endWork, keepWork, leaveWork, takeWork, type Work, WorkLost } from './take-work.ts'
import type { Tools } from './tools.ts'

/** Does the most urgent thing that recordings need; false when nothing is due. */
export async function runCustody(tools: Tools): Promise<boolean> {
  const work = await takeWork(tools.db)
  if (!work) return false
  try {
    const found = await findForCustody(tools.db, work.archiveId)
    if (!found) await endAttempt(tools.db, work, 'gone')
    else if (work.step === 'fetching') await fetchOne(tools, work, found)
    else await releaseOne(tools, work, found)
  } catch (error) {
    if (!(error instanceof WorkLost)) throw error
    await leaveWork(tools.db, work)
    log.warn({ archiveId: work.archiveId }, 'this recording is in other hands now')
  }
  return true
}

async function fetchOne(tools: Tools, work: Work, found: Found): Promise<void> {
  const fetched = await fetchFile(tools, work, found)
  if (!fetched.ok && fetched.failure === 'in-bucket') return findOne(tools, work, found)
  if (!fetched.ok) return endAttempt(tools.db, work, fetched.failure)
  await tools.db.$transaction((tx) => noteWhole(tx, work, found, fetched.value))
  await tools.reached('whole-noted')
}

/** The platform has put it into the project's storage, where it stays: there is nothing to fetch and nothing to release. */
async function findOne(tools: Tools, work: Work, found: Found): Promise<void> {
  const every = () => keepWork(tools.db, work)
  const upload = await findUpload(tools.db, { archiveId: found.id }, { driverFor: tools.driverFor, every })
  if (!upload.ok)
    return endAttempt(tools.db, work, upload.failure === 'not-found' ? 'in-bucket' : upload.failure)
  await tools.db.$transaction(async (tx) => {
    await endWork(tx, work, { step: 'kept' })
    await announceArchives(tx, [found.id])
    await endAlerts(tx, [`storageTrouble:${found.id}`])
  })
}

/** From here on the recording is ours; only now may the platform's copy go. */
async function noteWhole(tx: Tx, work: Work, found: Found, { file, sha256, encryption }: WholeFile) {
  await endWork(tx, work, { step: 'releasing' })
  await tx.$executeRaw`
    UPDATE "StoredFile" SET "state" = 'whole', "sha256" = ${sha256}, "encryption" = ${encryption},
      "uploadId" = NULL, "wholeAt" = clock_timestamp(), "verifiedAt" = clock_timestamp(),
      "verifyAt" = clock_timestamp() + interval '7 days' * (0.75 + random() / 2)
    WHERE "id" = ${file.id}::uuid`
  await recordAudit(tx, entry(found, 'archive.fetched', { sha256: hex(sha256), size: String(file.have) }))
  await announceArchives(tx, [found.id])
  await endAlerts(tx, [`storageTrouble:${found.id}`])
  await raiseAlerts(tx, await fallbackAlerts(tx, found))
}

async function releaseOne(tools: Tools, work: Work, found: Found): Promise<void> {
  const ours = await isStillOurs(tools, found)
  if (!ours.ok && (ours.failure === 'not-found' || ours.failure === 'changed'))
    return fetchAgain(tools, work, found, ours.failure)
  if (!ours.ok) return endAttempt(tools.db, work, ours.failure)
  const platform = await tools.platformFor(found.projectId)
  const deleted = await platform.deleteArchive(found.platformId)
  if (!deleted.ok && deleted.failure.code !== 'already-gone')
    return endAttempt(tools.db, work, deleted.failure.code === 'paused' ? 'paused' : 'platform-away')
  await tools.reached('released')
  await tools.db.$transaction(async (tx) => {
    await endWork(tx, work, { step: 'kept' })
    await tx.$executeRaw`UPDATE "Custody" SET "copyGoneAt" = clock_timestamp() WHERE "archiveId" = ${found.id}::uuid`
    await recordAudit(tx, entry(found, 'archive.released', {}))
    await announceArchives(tx, [found.id])
    await endAlerts(tx, [`copyExpiring:${found.id}`, `storageTrouble:${found.id}`])
  })
}

/**
 * Days may have passed since our copy was compared (a pause, a backup put back). When it is not there as it was, the platform's
 * is the only one that is right, and is fetched again.
 */
async function isStillOurs(tools: Tools, { file }: Found): Promise<Result<null, CustodyFailure>> {
  if (file?.state !== 'whole') return fail(file?.state === 'missing' ? 'not-found' : 'changed')
  const driver = await tools.driverFor(tools.db, file)
  if (!driver.ok) return driver
  const there = await driver.value.stat(file.name)
  if (!there.ok) return there
  return there.value.size === Number(file.size) ? ok(null) : fail('changed')
}

async function fetchAgain(tools: Tools, work: Work, found: Found, failure: CustodyFailure): Promise<void> {
  await tools.db.$transaction(async (tx) => {
    await endWork(tx, work, { step: 'fetching', failure, again: 'soon' })
    await tx.storedFile.updateMany({
      where: { archiveId: found.id, writtenBy: 'gavel', state: { not: 'deleted' } },
      data: {
        state: 'writing',
        have: 0,
        parts: new Uint8Array(),
        sha256: null,
        wholeAt: null,
        verifyAt: null,
      },
    })
    await announceArchives(tx, [found.id])
  })
  log.error({ archiveId: found.id, failure }, 'our copy is not there as it was: it is fetched again')
}

function entry(
  { id, projectId, sessionId }: Found,
  action: string,
  details: Record<string, unknown>,
): AuditRecord {
  return {
    ...byTheClock(),
    action,
    projectId,
    sessionId,
    subject: `archive:${id}`,
    details,
  }
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
