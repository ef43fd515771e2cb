import 'server-only'
import type { Tx } from '#lib/system/database.ts'
import type { Callback } from '../callback-schema.ts'

/** A callback as the platform sent it, to a project of ours. */
export type Received = {
  projectId: string
  /** False when nothing but a secret in the address says who sent it. */
  verified: boolean
  callback: Callback
}

/** The same, once its session has a row. */
export type Sorted = Received & { sessionId: string }

/** Stores each callback once; answers the new ones by digest, with their ids in the order of storing. */
export async function storeEvents(tx: Tx, events: readonly Sorted[]): Promise<Map<string, bigint>> {
  const rows = events.map(({ projectId, sessionId, verified, callback }) => ({
    projectId,
    sessionId,
    verified,
    digest: callback.digest,
    kind: callback.kind,
    subject: callback.subject,
    reason: callback.reason,
    platformAt: callback.at,
    body: callback.body,
  }))
  const stored = await tx.$queryRaw<{ id: bigint; digest: string }[]>`
    INSERT INTO "PlatformEvent" ("projectId", "sessionId", "digest", "kind", "subject", "reason", "platformAt",
      "verified", "body")
    SELECT r."projectId", r."sessionId", decode(r."digest", 'hex'), r."kind", r."subject", r."reason", r."platformAt",
           r."verified", r."body"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS r("projectId" uuid, "sessionId" uuid, "digest" text, "kind" text, "subject" text, "reason" text,
        "platformAt" timestamptz, "verified" boolean, "body" jsonb)
    ORDER BY r."digest"
    ON CONFLICT ("projectId", "digest") DO NOTHING
    RETURNING "id", encode("digest", 'hex') AS "digest"`
  return new Map(stored.map((row) => [row.digest, row.id]))
}
