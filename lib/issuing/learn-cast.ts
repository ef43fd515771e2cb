import 'server-only'
import { z } from 'zod'
import { announce } from '#lib/live/announce.ts'
import { sessionViews } from '#lib/live/views.ts'
import { cleanText } from '#lib/system/clean-text.ts'
import type { Database, Tx } from '#lib/system/database.ts'
import { LONGEST_NAME } from './model.ts'

/**
 * The names of the sandbox's sessions and people. On the cloud an application tells Gavel who its opaque references are; the
 * demo's application is the sandbox's cast, and this is how it tells.
 */
const name = z.string().transform((text, context) => {
  const clean = cleanText(text, { longest: LONGEST_NAME })
  if (clean.ok) return clean.value
  context.addIssue({ code: 'custom', message: 'not a name' })
  return z.NEVER
})
export const castSchema = z.object({
  sessions: z
    .array(
      z.object({
        apiKey: z.string(),
        sessionId: z.string().max(512),
        name,
        mode: z.enum(['relayed', 'routed']).optional(),
        capacity: z.number().int().min(1).max(15_000).nullish(),
      }),
    )
    .max(1_000),
  people: z.array(z.object({ apiKey: z.string(), ref: z.string().min(1).max(200), name })).max(10_000),
})
export type Cast = z.output<typeof castSchema>

/**
 * Writes down what is new of it; says how many sessions were. Projects that are not ours are left out. What is known is not
 * even locked: this is asked every few seconds, beside the callbacks.
 */
export async function learnCast(db: Database, cast: Cast): Promise<number> {
  const keys = [...new Set([...cast.sessions, ...cast.people].map(({ apiKey }) => apiKey))]
  const projects = await db.project.findMany({ where: { platformId: { in: keys } } })
  const projectOf = new Map(projects.map((project) => [project.platformId, project.id]))
  return db.$transaction(async (tx) => {
    await learnPeople(tx, cast.people, projectOf)
    const learnt = await learnSessions(tx, cast.sessions, projectOf)
    const views = await sessionViews(tx, learnt)
    await announce(
      tx,
      views.map((session) => ({
        projectId: session.projectId,
        sessionId: session.id,
        change: { kind: 'session' as const, session },
      })),
    )
    return learnt.length
  })
}

async function learnPeople(tx: Tx, people: Cast['people'], projectOf: Map<string, string>): Promise<void> {
  const rows = people.map(({ apiKey, ref, name }) => ({ projectId: projectOf.get(apiKey), ref, name }))
  await tx.$executeRaw`
    INSERT INTO "Person" ("id", "projectId", "ref", "name")
    SELECT gen_random_uuid(), r."projectId", r."ref", r."name"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("projectId" uuid, "ref" text, "name" text)
    WHERE r."projectId" IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM "Person" p
      WHERE p."projectId" = r."projectId" AND p."ref" = r."ref" AND p."name" = r."name")
    ORDER BY r."projectId", r."ref"
    ON CONFLICT ("projectId", "ref") DO UPDATE SET "name" = EXCLUDED."name"`
}

/** The ids of those whose row was made or changed. A session may be heard of here before its first callback, or after. */
async function learnSessions(
  tx: Tx,
  sessions: Cast['sessions'],
  projectOf: Map<string, string>,
): Promise<string[]> {
  const rows = sessions.map(({ apiKey, sessionId, name, mode, capacity }) => ({
    projectId: projectOf.get(apiKey),
    platformId: sessionId,
    name,
    mode: mode ?? null,
    capacity: capacity ?? null,
  }))
  const changed = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO "VideoSession" ("id", "projectId", "platformId", "name", "mode", "capacity", "firstSeenAt")
    SELECT gen_random_uuid(), r."projectId", r."platformId", r."name", r."mode", r."capacity", clock_timestamp()
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS r("projectId" uuid, "platformId" text, "name" text, "mode" "MediaMode", "capacity" int)
    WHERE r."projectId" IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM "VideoSession" s
      WHERE s."projectId" = r."projectId" AND s."platformId" = r."platformId"
        AND (s."name", s."capacity") IS NOT DISTINCT FROM (r."name", r."capacity"))
    ORDER BY r."projectId", r."platformId"
    ON CONFLICT ("projectId", "platformId") DO UPDATE
      SET "name" = EXCLUDED."name", "capacity" = EXCLUDED."capacity",
          "mode" = COALESCE("VideoSession"."mode", EXCLUDED."mode")
    RETURNING "id"`
  return changed.map(({ id }) => id)
}
