import 'server-only'
import { queueLetter } from '#lib/notify/queue-letter.ts'
import type { Database, Tx } from '#lib/system/database.ts'
import { env } from '#lib/system/env.ts'
import { letterOf, type Told } from './letter-text.ts'
import { IS_TOLD } from './who-is-told.ts'

/** Between two letters to one person. What comes meanwhile stands in the next. */
export const LETTER_MINUTES = 5

/**
 * Writes the letters that are due, one a person. On every server: a person's row is locked while theirs is written, and the
 * letter, what it told of and when it was written are one transaction.
 */
export async function writeAlertLetters(db: Database): Promise<number> {
  let written = 0
  for (;;) {
    const one = await db.$transaction(writeNext)
    if (one === 'nobody') return written
    if (one === 'written') written++
  }
}

async function writeNext(tx: Tx): Promise<'written' | 'nothing' | 'nobody'> {
  const [account] = await tx.$queryRaw<{ id: string; email: string }[]>`
    SELECT a."id", a."email" FROM "Account" a
    WHERE EXISTS (SELECT 1 FROM "AlertLetter" w WHERE w."accountId" = a."id")
      AND (a."alertMailedAt" IS NULL
        OR a."alertMailedAt" <= clock_timestamp() - make_interval(mins => ${LETTER_MINUTES}))
    ORDER BY a."id" LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED`
  if (!account) return 'nobody'
  const alerts = await takeAlerts(tx, account.id)
  if (alerts.length === 0) return 'nothing'
  await queueLetter(tx, { to: account.email, ...letterOf(alerts, env().GAVEL_URL) })
  await tx.$executeRaw`UPDATE "Account" SET "alertMailedAt" = clock_timestamp() WHERE "id" = ${account.id}::uuid`
  return 'written'
}

/** What is still open, and what they may still see: a minute later either can be over. */
function takeAlerts(tx: Tx, accountId: string): Promise<Told[]> {
  return tx.$queryRaw<Told[]>`
    WITH taken AS (DELETE FROM "AlertLetter" WHERE "accountId" = ${accountId}::uuid RETURNING "alertId")
    SELECT l."kind"::text AS "kind", l."level"::text AS "level", p."name" AS "projectName", l."at"
    FROM taken t JOIN "Alert" l ON l."id" = t."alertId" AND l."resolvedAt" IS NULL
    JOIN "Project" p ON p."id" = l."projectId"
    JOIN "Account" a ON a."id" = ${accountId}::uuid
    WHERE ${IS_TOLD}
    ORDER BY l."level" DESC, l."at" DESC, l."id"`
}
