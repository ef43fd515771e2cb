import 'server-only'
import { Prisma } from '#generated/prisma/client.ts'
import { holdsSql } from '#lib/access/holds-sql.ts'
import { parseConnectionId, parseSessionId } from '#lib/platform/ids.ts'
import type { PlatformClient } from '#lib/platform/model.ts'
import { platformFor } from '#lib/platform/platform-for.ts'
import { type Database, database } from '#lib/system/database.ts'
import { log } from '#lib/system/log.ts'
import { repeatInProcess } from '#lib/system/repeat-in-process.ts'

const EVERY_MS = 1_000
/** A callback takes its time: who was sent away is not sent away again before that. */
const ASK_AGAIN_MS = 5_000

type Watcher = { connectionId: string; sessionId: string; projectId: string; accountId: string }

/**
 * Who watches although they may not any more: signed out, deactivated, or without the permission in that project. A token of
 * the platform cannot be taken back, and its connection lives on after it has expired (A11 of the security checks).
 */
export function strayWatchers(db: Database): Promise<Watcher[]> {
  return db.$queryRaw<Watcher[]>`
    SELECT c."platformId" AS "connectionId", s."platformId" AS "sessionId", c."projectId", g."accountId"
    FROM "Connection" c
    JOIN "Grant" g ON g."id" = c."grantId"
    JOIN "VideoSession" s ON s."id" = c."sessionId"
    LEFT JOIN "Device" d ON d."id" = g."deviceId"
    WHERE c."live" AND c."kind" = 'watcher' AND (
      d."revokedAt" IS NOT NULL OR d."expiresAt" < now()
      OR NOT ${holdsSql(Prisma.sql`g."accountId"`, Prisma.sql`c."projectId"`, 'session.watch')})
    LIMIT 200`
}

/** Sends them away, each a few seconds apart at most once. Several servers may do it; the platform does it once. */
export async function endStrayWatchers(
  db: Database,
  asked: Map<string, number>,
  platformOf: (projectId: string) => Promise<PlatformClient> = platformFor,
  now: number = Date.now(),
): Promise<void> {
  for (const [connection, at] of asked) if (now - at > ASK_AGAIN_MS) asked.delete(connection)
  for (const watcher of await strayWatchers(db)) {
    if (asked.has(watcher.connectionId)) continue
    const session = parseSessionId(watcher.sessionId)
    const connection = parseConnectionId(watcher.connectionId)
    if (!session.ok || !connection.ok) continue // never a watcher of ours
    asked.set(watcher.connectionId, now)
    const platform = await platformOf(watcher.projectId)
    const answer = await platform.disconnect(session.value, connection.value)
    const { accountId, projectId } = watcher
    log.info({ accountId, projectId, ended: answer.ok }, 'somebody watched who may not any more')
  }
}

/** Looks every second, in this process. */
export function followWatchers(): void {
  const asked = new Map<string, number>()
  repeatInProcess('end-watching', EVERY_MS, () => endStrayWatchers(database(), asked))
}
