import 'server-only'
import { byTheClock } from '#lib/audit/by-the-clock.ts'
import { recordAudit } from '#lib/audit/record-audit.ts'
import { announceArchives } from '#lib/live/announce-archives.ts'
import { endAlerts } from '#lib/live/end-alerts.ts'
import { raiseAlerts } from '#lib/live/raise-alerts.ts'
import type { Database, Tx } from '#lib/system/database.ts'
import { digestFile } from './compare-file.ts'
import type { StorageFailure } from './storage-driver.ts'
import { endStorageTrouble, raiseStorageTrouble } from './storage-trouble.ts'
import type { Tools } from './tools.ts'

type Due = {
  id: string
  archiveId: string
  projectId: string
  storageId: string | null
  name: string
  sha256: Uint8Array
  verifiedAt: Date | null
  state: 'whole' | 'missing' | 'changed'
}
/** What looking at a file came to; `unknown` when its storage did not answer. */
export type Verdict = 'whole' | 'missing' | 'changed' | 'unknown'

/** Reads one file that is due and compares it with what it was; null when none is. Of several servers one looks at it. */
export async function verifyNext(tools: Pick<Tools, 'db' | 'driverFor'>): Promise<Verdict | null> {
  const [due] = await takeDue(tools.db)
  return due ? verifyFile(tools, due) : null
}

/** Looks at these files now, whenever they are due. */
export async function verifyArchive(
  tools: Pick<Tools, 'db' | 'driverFor'>,
  archiveId: string,
): Promise<Verdict[]> {
  const files = await tools.db.storedFile.findMany({
    where: { archiveId, state: { in: ['whole', 'missing', 'changed'] }, sha256: { not: null } },
  })
  const verdicts: Verdict[] = []
  for (const { sha256, state, ...file } of files) {
    // Both were asked for in the query above.
    if (sha256) verdicts.push(await verifyFile(tools, { ...file, sha256, state: state as Due['state'] }))
  }
  return verdicts
}

/** Its turn is moved on at once: a server that dies over it leaves it to the next hour. */
async function takeDue(db: Database): Promise<Due[]> {
  return db.$queryRaw<Due[]>`
    UPDATE "StoredFile" SET "verifyAt" = clock_timestamp() + interval '1 hour'
    WHERE "id" = (
      SELECT "id" FROM "StoredFile" WHERE "verifyAt" <= clock_timestamp() AND "sha256" IS NOT NULL
        AND "state" IN ('whole', 'missing', 'changed')
      ORDER BY "verifyAt" LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING "id", "archiveId", "projectId", "storageId", "name", "sha256", "verifiedAt",
      "state"::text AS "state"`
}

async function verifyFile({ db, driverFor }: Pick<Tools, 'db' | 'driverFor'>, file: Due): Promise<Verdict> {
  const driver = await driverFor(db, file)
  const read = driver.ok ? await digestFile(driver.value, file.name, async () => {}) : driver
  if (!read.ok && read.failure !== 'not-found') {
    const { failure } = read
    await db.$transaction((tx) => noteUnread(tx, file, failure))
    return 'unknown'
  }
  const verdict = read.ok ? verdictOf(read.value, file) : 'missing'
  await db.$transaction((tx) => noteVerdict(tx, file, verdict))
  return verdict
}

const verdictOf = (read: { sha256: Uint8Array }, file: Due): 'whole' | 'changed' =>
  Buffer.compare(read.sha256, file.sha256) === 0 ? 'whole' : 'changed'

/** Nothing is known of the file, good or bad: what it was found as stays, and it is looked at again in an hour. */
async function noteUnread(tx: Tx, file: Due, failure: StorageFailure | 'no-storage'): Promise<void> {
  const put = await tx.$executeRaw`
    UPDATE "StoredFile" SET "verifyAt" = clock_timestamp() + interval '1 hour'
    WHERE "id" = ${file.id}::uuid AND "state" <> 'deleted'`
  if (put > 0) await raiseStorageTrouble(tx, file, failure)
}

async function noteVerdict(tx: Tx, file: Due, verdict: Exclude<Verdict, 'unknown'>): Promise<void> {
  const changed = await tx.$executeRaw`
    UPDATE "StoredFile" SET "state" = ${verdict}::"FileState",
      "verifiedAt" = CASE WHEN ${verdict === 'whole'} THEN clock_timestamp() ELSE "verifiedAt" END,
      "verifyAt" = clock_timestamp() + CASE WHEN ${verdict === 'whole'}
        THEN interval '7 days' * (0.75 + random() / 2) ELSE interval '1 hour' END
    WHERE "id" = ${file.id}::uuid AND "state" <> 'deleted'`
  if (changed === 0) return // it was deleted while it was read
  if (verdict !== file.state) await recordChange(tx, file, verdict)
  await announceArchives(tx, [file.archiveId])
  const { archiveId, projectId } = file
  // Since it was last found whole: found so again and lost again, it alarms anew.
  const since = `${file.id}:${file.verifiedAt?.getTime()}`
  const causes = { missing: `fileMissing:${since}`, changed: `fileChanged:${since}` }
  await endAlerts(
    tx,
    Object.entries(causes).flatMap(([state, cause]) => (state === verdict ? [] : [cause])),
  )
  await endStorageTrouble(tx, file)
  if (verdict === 'whole') return
  const kind = verdict === 'missing' ? 'fileMissing' : 'fileChanged'
  await raiseAlerts(tx, [{ kind, level: 'urgent', projectId, archiveId, cause: causes[verdict] }])
}

async function recordChange(
  tx: Tx,
  { id, archiveId, projectId, state }: Due,
  verdict: Verdict,
): Promise<void> {
  await recordAudit(tx, {
    ...byTheClock(),
    action: 'archive.verified',
    projectId,
    sessionId: null,
    subject: `archive:${archiveId}`,
    details: { file: id, was: state, found: verdict },
  })
}
