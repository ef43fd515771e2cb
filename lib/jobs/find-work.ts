import 'server-only'
import { Prisma } from '#generated/prisma/client.ts'
import type { Database } from '#lib/system/database.ts'
import { repeat } from '#lib/system/repeat.ts'

const RUNNING = Prisma.sql`EXISTS (SELECT FROM "Archive" WHERE "state" IN ('starting', 'recording', 'paused'))`

/**
 * Whether there may be something to do for a job. Never narrower than what the job itself looks for, which decides; so cheap that
 * all of them are one question.
 */
const MAY_BE_DUE = {
  'expire-actions': Prisma.sql`
    EXISTS (SELECT FROM "ActionTarget" WHERE "state" IN ('asked', 'sent'))
    OR EXISTS (SELECT FROM "ActionTarget" t JOIN "Action" a ON a."id" = t."actionId"
               WHERE t."state" = 'unconfirmed' AND a."askedAt" > now() - interval '1 hour')
    OR EXISTS (SELECT FROM "Alert" WHERE "kind" = 'actionUnconfirmed' AND "resolvedAt" IS NULL)`,
  'expire-requests': Prisma.sql`
    EXISTS (SELECT FROM "ArchiveRequest" WHERE "state" IN ('waiting', 'approved') AND "expiresAt" <= clock_timestamp())`,
  'stop-overlong': RUNNING,
  'ask-running': Prisma.sql`
    ${RUNNING} OR EXISTS (SELECT FROM "RecordingWatch" WHERE "nextAt" <= clock_timestamp())`,
  'judge-running': Prisma.sql`
    ${RUNNING} OR EXISTS (SELECT FROM "RecordingWatch")
    OR EXISTS (SELECT FROM "Action" WHERE "kind" = 'startArchive' AND "state" IN ('failed', 'unconfirmed')
               AND "askedAt" > now() - interval '10 minutes')
    OR EXISTS (SELECT FROM "Alert" WHERE "resolvedAt" IS NULL
               AND "kind" IN ('archiveSilent', 'archiveNotStarted', 'archiveStoppedAlone', 'archiveObjection'))`,
  custody: Prisma.sql`
    EXISTS (SELECT FROM "Custody" WHERE "nextAt" <= clock_timestamp() AND "step" IN ('fetching', 'releasing'))`,
  'index-archives': Prisma.sql`EXISTS (SELECT FROM "ArchiveSearchDue")`,
  'expire-deletions': Prisma.sql`
    EXISTS (SELECT FROM "Deletion" WHERE "state" = 'waiting' AND "expiresAt" <= clock_timestamp())`,
  'run-deletions': Prisma.sql`
    EXISTS (SELECT FROM "Deletion" WHERE "state" = 'deleting' AND "nextAt" <= clock_timestamp())`,
  'make-packages': Prisma.sql`
    EXISTS (SELECT FROM "ExportPackage" WHERE "state" = 'making' AND "nextAt" <= clock_timestamp())`,
  'alert-news': Prisma.sql`EXISTS (SELECT FROM "AlertNews")`,
  'release-left': Prisma.sql`
    EXISTS (SELECT FROM "Alert" WHERE "claimedById" IS NOT NULL AND "resolvedAt" IS NULL)`,
  'give-back-left': Prisma.sql`EXISTS (SELECT FROM "Review" WHERE "state" = 'inReview')`,
  'alert-letters': Prisma.sql`EXISTS (SELECT FROM "AlertLetter")`,
  webhooks: Prisma.sql`EXISTS (SELECT FROM "Delivery" WHERE "nextAt" <= clock_timestamp())`,
} satisfies Record<string, Prisma.Sql>

export type LookedFor = keyof typeof MAY_BE_DUE

export const isLookedFor = (job: string): job is LookedFor => Object.hasOwn(MAY_BE_DUE, job)

const QUESTION = Prisma.join(
  Object.entries(MAY_BE_DUE).map(([job, may]) => Prisma.sql`SELECT ${job} AS "job" WHERE ${may}`),
  ' UNION ALL ',
)

/** The jobs for which there may be something to do. */
export async function findWork(db: Pick<Database, '$queryRaw'>): Promise<ReadonlySet<string>> {
  const rows = await db.$queryRaw<{ job: string }[]>`${QUESTION}`
  return new Set(rows.map(({ job }) => job))
}

/** Jobs that begin within this time share one look. */
const KEPT_MS = 250

/**
 * `repeat` for jobs that are done only when there may be something to do. A server without work asks its database three times a
 * second in place of forty.
 */
export function createRepeatWhenDue(find: () => Promise<ReadonlySet<string>>) {
  let last: { at: number; found: Promise<ReadonlySet<string>> } | null = null
  const look = () => {
    const now = performance.now()
    if (last === null || now - last.at > KEPT_MS) last = { at: now, found: find() }
    return last.found
  }
  return (job: LookedFor, everyMs: number, work: () => Promise<unknown>) =>
    repeat(job, everyMs, async () => ((await look()).has(job) ? work() : undefined))
}
