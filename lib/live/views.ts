import 'server-only'
import type { Tx } from '#lib/system/database.ts'
import type {
  AlertKind,
  AlertView,
  ArchiveView,
  ConnectionEnd,
  ConnectionView,
  SessionView,
  StreamView,
  TimelineEvent,
  WatcherView,
} from './model.ts'

type SessionRow = Omit<SessionView, 'liveSince' | 'evidenceAt' | 'archive'> & {
  liveSince: Date | null
  evidenceAt: Date
  archiveId: string | null
}

/** These sessions as pages and the feed show them; ids that do not exist are left out. One statement, two with recordings. */
export async function sessionViews(tx: Tx, ids: readonly string[]): Promise<SessionView[]> {
  if (ids.length === 0) return []
  const rows = await tx.$queryRaw<SessionRow[]>`
    SELECT s."id", s."platformId", s."projectId", p."name" AS "projectName", s."name", s."mode"::text AS "mode",
           s."capacity", s."live", s."liveSince", s."connections", s."publishers", s."subscribers", s."muteForced",
           s."closedAt" IS NOT NULL AS "closed", s."evidenceAt",
           (SELECT a."id" FROM "Archive" a
            WHERE a."sessionId" = s."id" AND a."state" IN ('starting', 'recording', 'paused', 'stopping')
            ORDER BY a."startedAt" DESC NULLS FIRST, a."id" LIMIT 1) AS "archiveId",
           COALESCE((SELECT jsonb_agg(jsonb_build_object('id', l."id", 'kind', l."kind",
                       'connectionId', l."connectionId", 'at', l."at",
                       'why', l."details"->>'why', 'said', l."details"->>'said') ORDER BY l."at", l."id")
            FROM "Alert" l WHERE l."sessionId" = s."id" AND l."resolvedAt" IS NULL), '[]') AS "openAlerts",
           COALESCE((SELECT jsonb_agg(jsonb_build_object('connectionId', c."id", 'accountId', g."accountId",
                       'name', w."name", 'since', COALESCE(c."createdAt", c."seenAt", g."issuedAt"))
                       ORDER BY c."createdAt", c."id")
            FROM "Connection" c JOIN "Grant" g ON g."id" = c."grantId" JOIN "Account" w ON w."id" = g."accountId"
            WHERE s."watchers" > 0 AND c."sessionId" = s."id" AND c."live" AND c."kind" = 'watcher'), '[]')
             AS "watching"
    FROM "VideoSession" s JOIN "Project" p ON p."id" = s."projectId"
    WHERE s."id" = ANY(${ids}::uuid[])
    ORDER BY s."id"`
  const archives = await archiveViews(
    tx,
    rows.flatMap((row) => row.archiveId ?? []),
  )
  return rows.map(({ archiveId, ...row }) => ({
    ...row,
    liveSince: isoOrNull(row.liveSince),
    evidenceAt: iso(row.evidenceAt),
    archive: archives.find((archive) => archive.id === archiveId) ?? null,
    openAlerts: row.openAlerts.map((alert): AlertView => ({ ...alert, at: iso(alert.at) })),
    watching: row.watching.map((watcher): WatcherView => ({ ...watcher, since: iso(watcher.since) })),
  }))
}

/** When something that may end began and ended, as the projection keeps it. */
type Lifetime = {
  live: boolean
  createdAt: Date | null
  endedAt: Date | null
  endReason: string | null
  missingAt: Date | null
  sweptAt: Date | null
}

type ConnectionRow = Lifetime & Omit<ConnectionView, 'since' | 'ended'>

/** These connections as a session's page shows them. */
export async function connectionViews(tx: Tx, ids: readonly string[]): Promise<ConnectionView[]> {
  if (ids.length === 0) return []
  const rows = await tx.$queryRaw<ConnectionRow[]>`
    SELECT c."id", c."platformId", c."sessionId", c."kind"::text AS "kind",
           COALESCE(a."name", gp."name", cp."name") AS "name", g."role"::text AS "role",
           c."live", c."createdAt", c."endedAt", c."endReason", c."missingAt", c."sweptAt",
           COALESCE((SELECT jsonb_agg(DISTINCT l."kind") FROM "Alert" l
            WHERE l."sessionId" = c."sessionId" AND l."connectionId" = c."id" AND l."resolvedAt" IS NULL), '[]')
             AS "flags"
    FROM "Connection" c
    LEFT JOIN "Grant" g ON g."id" = c."grantId"
    LEFT JOIN "Person" gp ON gp."id" = g."personId"
    LEFT JOIN "Account" a ON a."id" = g."accountId" AND g."kind" = 'watcher'
    LEFT JOIN "Person" cp ON cp."id" = c."personId"
    WHERE c."id" = ANY(${ids}::uuid[])
    ORDER BY c."id"`
  return rows.map((row) => ({
    id: row.id,
    platformId: row.platformId,
    sessionId: row.sessionId,
    kind: row.kind,
    name: row.name,
    role: row.role,
    since: isoOrNull(row.createdAt),
    ended: endOf(row),
    flags: row.flags.toSorted((a: AlertKind, b: AlertKind) => (a < b ? -1 : 1)),
  }))
}

type StreamRow = Lifetime & Omit<StreamView, 'since' | 'ended'>

/** These streams as a session's page shows them. */
export async function streamViews(tx: Tx, ids: readonly string[]): Promise<StreamView[]> {
  if (ids.length === 0) return []
  const rows = await tx.$queryRaw<StreamRow[]>`
    SELECT t."id", t."platformId", t."sessionId", t."connectionId", t."name", t."videoType",
           t."live", t."createdAt", t."endedAt", t."endReason", t."missingAt", t."sweptAt"
    FROM "Stream" t WHERE t."id" = ANY(${ids}::uuid[])
    ORDER BY t."id"`
  return rows.map((row) => ({
    id: row.id,
    platformId: row.platformId,
    sessionId: row.sessionId,
    connectionId: row.connectionId,
    name: row.name,
    videoType: row.videoType,
    since: isoOrNull(row.createdAt),
    ended: endOf(row),
  }))
}

type ArchiveRow = Omit<ArchiveView, 'startedAt' | 'stoppedAt' | 'size' | 'copyUntil'> & {
  copyUntil: Date | null
  startedAt: Date | null
  stoppedAt: Date | null
  size: bigint | null
}

/** These recordings, newest first. */
export async function archiveViews(tx: Tx, ids: readonly string[]): Promise<ArchiveView[]> {
  if (ids.length === 0) return []
  const rows = await tx.$queryRaw<ArchiveRow[]>`
    SELECT r."id", r."sessionId", s."name" AS "sessionName", r."projectId", p."name" AS "projectName", r."name",
           r."state"::text AS "state", r."reason",
           CASE WHEN c."step" IN ('kept', 'releasing') THEN 'kept' WHEN c."step" IN ('lost', 'deleted') THEN c."step"::text
             ELSE r."state"::text END AS "standing",
           CASE WHEN c."step" = 'fetching' THEN c."copyUntil" END AS "copyUntil", r."startedAt", r."stoppedAt", r."duration", r."size",
           a."name" AS "startedBy",
           r."hasAudio", r."hasVideo", CASE WHEN r."state" IN ('recording', 'paused') THEN r."taken" END AS "taken"
    FROM "Archive" r
    JOIN "VideoSession" s ON s."id" = r."sessionId"
    JOIN "Project" p ON p."id" = r."projectId"
    LEFT JOIN "Account" a ON a."id" = r."startedById"
    LEFT JOIN "Custody" c ON c."archiveId" = r."id"
    WHERE r."id" = ANY(${ids}::uuid[])
    ORDER BY r."startedAt" DESC NULLS FIRST, r."id"`
  return rows.map((row) => ({
    ...row,
    startedAt: isoOrNull(row.startedAt),
    stoppedAt: isoOrNull(row.stoppedAt),
    copyUntil: isoOrNull(row.copyUntil),
    size: row.size === null ? null : Number(row.size),
  }))
}

type EventRow = Omit<TimelineEvent, 'at' | 'id'> & { id: bigint; at: Date }

/** These platform events as a timeline shows them, newest first; whom they speak of is looked up by the platform's ids. */
export async function eventViews(tx: Tx, ids: readonly bigint[]): Promise<TimelineEvent[]> {
  if (ids.length === 0) return []
  const rows = await tx.$queryRaw<EventRow[]>`
    SELECT e."id", e."sessionId", e."kind", COALESCE(c."id", t."connectionId") AS "connectionId",
           t."id" AS "streamId", r."id" AS "archiveId", e."reason", e."platformAt" AS "at"
    FROM "PlatformEvent" e
    LEFT JOIN "Connection" c ON e."kind" LIKE 'connection%' AND c."projectId" = e."projectId"
      AND c."platformId" = e."subject"
    LEFT JOIN "Stream" t ON e."kind" LIKE 'stream%' AND t."projectId" = e."projectId" AND t."platformId" = e."subject"
    LEFT JOIN "Archive" r ON e."kind" LIKE 'archive%' AND r."projectId" = e."projectId"
      AND r."platformId" = e."subject"
    WHERE e."id" = ANY(${ids.map(String)}::bigint[])
    ORDER BY e."platformAt" DESC, e."id" DESC`
  return rows.map((row) => ({ ...row, id: String(row.id), at: iso(row.at) }))
}

function endOf(row: Lifetime): ConnectionEnd | null {
  if (row.endedAt) return { at: iso(row.endedAt), reason: row.endReason }
  if (row.live) return null
  const at = row.sweptAt ?? row.missingAt
  return at && { at: iso(at), reason: null }
}

/** A time of the database: a Date from a column, a string from inside JSON. */
function iso(time: Date | string): string {
  return new Date(time).toISOString()
}

function isoOrNull(time: Date | null): string | null {
  return time && iso(time)
}
