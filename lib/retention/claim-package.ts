import 'server-only'
import type { Database } from '#lib/system/database.ts'
import { isLeased } from '#lib/system/lease.ts'
import { log } from '#lib/system/log.ts'

const LEASE_SECONDS = 120
export const RENEWED_EVERY_MS = (LEASE_SECONDS * 1_000) / 4

export type Claimed = NonNullable<Awaited<ReturnType<typeof claimPackage>>>

/** Takes one package that was asked for and that nobody makes; null when there is none. */
export async function claimPackage(db: Database) {
  const [row] = await db.$queryRaw<
    {
      id: string
      archiveId: string
      projectId: string
      sessionId: string
      platformId: string
      askedById: string
      reason: string
      attempts: number
      madeAt: Date
      startedAt: Date | null
      stoppedAt: Date | null
      digest: Buffer | null
    }[]
  >`
    WITH claimed AS (
      UPDATE "ExportPackage" SET "leasedUntil" = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS}),
        "attempts" = "attempts" + 1
      WHERE "id" = (SELECT "id" FROM "ExportPackage" WHERE "state" = 'making' AND "nextAt" <= clock_timestamp()
        AND ${isLeased(LEASE_SECONDS)} IS NOT TRUE
        ORDER BY "nextAt" LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING *
    )
    SELECT e."id", e."archiveId", e."projectId", r."sessionId", r."platformId", e."askedById", e."reason", e."attempts",
      date_trunc('milliseconds', clock_timestamp()) AS "madeAt", r."startedAt", r."stoppedAt",
      (SELECT f."sha256" FROM "StoredFile" f WHERE f."archiveId" = r."id" AND f."state" = 'whole'
       ORDER BY f."createdAt" DESC LIMIT 1) AS "digest"
    FROM claimed e JOIN "Archive" r ON r."id" = e."archiveId"`
  return row ? { ...row, digest: row.digest && Buffer.from(row.digest) } : null
}

/** Says that it is still being made. */
export async function renewClaim(db: Database, id: string): Promise<void> {
  try {
    await db.$executeRaw`
      UPDATE "ExportPackage" SET "leasedUntil" = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
      WHERE "id" = ${id}::uuid AND "state" = 'making'`
  } catch (error) {
    log.warn({ error, packageId: id }, 'the lease of a package could not be renewed')
  }
}
