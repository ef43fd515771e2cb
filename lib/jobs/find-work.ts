import 'server-only'
import { Prisma } from '#generated/prisma/client.ts'
import { STARTED_WITHIN } from '#lib/archives/judge-running.ts'
import { FOUND_GONE_WITHIN } from '#lib/moderation/expire-actions.ts'
import type { Database } from '#lib/system/database.ts'
import { log } from '#lib/system/log.ts'
import { repeat } from '#lib/system/repeat.ts'
import { isStopping } from '#lib/system/stopping.ts'

const RUNNING = Prisma.sql`EXISTS (SELECT FROM "Archive" WHERE "state" IN ('starting', 'recording', 'paused'))`

/**
 * Whether there may be something to do for a job. Never narrower than what the job itself looks for, which decides; so cheap that
 * all of them are one question. The time is `now()`: it stands still in a statement, so that an index can be asked for it.
 */
const MAY_BE_DUE = {
  'expire-actions': Prisma.sql`
    EXISTS (SELECT FROM "ActionTarget" WHERE "state" IN ('asked', 'sent'))
    OR EXISTS (SELECT FROM "ActionTarget" t JOIN "Action" a ON a."id" = t."actionId"
               WHERE t."state" = 'unconfirmed' AND a."kind" = 'disconnect' AND a."askedAt" > now() - ${FOUND_GONE_WITHIN})
    OR EXISTS (SELECT FROM "Alert" WHERE "kind" = 'actionUnconfirmed' AND "resolvedAt" IS NULL)`,
  'expire-requests': Prisma.sql`
    EXISTS (SELECT FROM "ArchiveRequest" WHERE "state" IN ('waiting', 'approved') AND "expiresAt" <= now())`,
  'stop-overlong': RUNNING,
  'ask-running': Prisma.sql`
    ${RUNNING} OR EXISTS (SELECT FROM "RecordingWatch" WHERE "nextAt" <= now())`,
  'judge-running': Prisma.sql`
    ${RUNNING} OR EXISTS (SELECT FROM "RecordingWatch")
    OR EXISTS (SELECT FROM "Action" WHERE "kind" = 'startArchive' AND "state" IN ('failed', 'unconfirmed')
               AND "askedAt" > now() - ${STARTED_WITHIN})
    OR EXISTS (SELECT FROM "Alert" WHERE "resolvedAt" IS NULL
               AND "kind" IN ('archiveSilent', 'archiveNotStarted', 'archiveStoppedAlone', 'archiveObjection'))`,
  custody: Prisma.sql`
    EXISTS (SELECT FROM "Custody" WHERE "nextAt" <= now() AND "step" IN ('fetching', 'releasing'))`,
  'index-archives': Prisma.sql`EXISTS (SELECT FROM "ArchiveSearchDue")`,
  'expire-deletions': Prisma.sql`
    EXISTS (SELECT FROM "Deletion" WHERE "state" = 'waiting' AND "expiresAt" <= now())`,
  'run-deletions': Prisma.sql`
    EXISTS (SELECT FROM "Deletion" WHERE "state" = 'deleting' AND "nextAt" <= now())`,
  'make-packages': Prisma.sql`
    EXISTS (SELECT FROM "ExportPackage" WHERE "state" = 'making' AND "nextAt" <= now())`,
  'alert-news': Prisma.sql`EXISTS (SELECT FROM "AlertNews")`,
  'release-left': Prisma.sql`
    EXISTS (SELECT FROM "Alert" WHERE "claimedById" IS NOT NULL AND "resolvedAt" IS NULL)`,
  'give-back-left': Prisma.sql`EXISTS (SELECT FROM "Review" WHERE "state" = 'inReview')`,
  'alert-letters': Prisma.sql`EXISTS (SELECT FROM "AlertLetter")`,
  webhooks: Prisma.sql`EXISTS (SELECT FROM "Delivery" WHERE "nextAt" <= now())`,
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

/** Jobs that begin within this time after a look share it. */
const KEPT_MS = 250

type Work = ReadonlySet<string>

/**
 * `repeat` for jobs that are done only when there may be something to do: two statements a second in place of forty. When the look
 * fails every job looks by itself, for what keeps one from its work need not keep the others from theirs.
 */
export function createRepeatWhenDue(find: () => Promise<Work>) {
  let last: { found: Promise<Work | null>; until: number } | null = null

  function look(): Promise<Work | null> {
    if (last !== null && performance.now() <= last.until) return last.found
    const found = find().catch((error: unknown) => {
      log.warn({ error }, 'nobody could look for work: every job looks by itself')
      return null
    })
    const mine = { found, until: Number.POSITIVE_INFINITY }
    last = mine
    void found.then(() => {
      mine.until = performance.now() + KEPT_MS
    })
    return found
  }

  return (job: LookedFor, everyMs: number, work: () => Promise<unknown>) =>
    repeat(job, everyMs, async () => {
      const found = await look()
      if (!isStopping() && (found === null || found.has(job))) await work()
    })
}
