import 'server-only'
import type { Database } from '#lib/system/database.ts'
import { PROJECT_DEEDS, type ProjectChange, type ProjectDeed } from './model.ts'

export type Deed = ProjectChange

const LOOKED_AT = 200

/** What was done to a project and by whom, newest first, as the record has it. Nothing that was refused. */
export async function deedsOf(db: Database, projectId: string): Promise<Deed[]> {
  const rows = await db.$queryRaw<{ id: string; action: string; by: string | null; at: Date }[]>`
    SELECT e."seq"::text AS "id", e."action", a."name" AS "by", e."at"
    FROM "AuditEntry" e LEFT JOIN "Account" a ON a."id" = e."actorId"
    WHERE e."subject" = ${`project:${projectId}`} AND e."action" LIKE 'project.%'
      AND (e."phase" = 'event' OR (e."phase" = 'outcome' AND e."details"->>'outcome' = 'done'))
    ORDER BY e."seq" DESC LIMIT ${LOOKED_AT}`
  return rows.flatMap(({ id, action, by, at }) => {
    const what = deedOf(action)
    return what ? [{ id, what, by, at: at.toISOString() }] : []
  })
}

/** The newest of these kinds. */
export function newestBy(deeds: readonly Deed[], kinds: readonly ProjectDeed[]): Deed | undefined {
  return deeds.find(({ what }) => kinds.includes(what))
}

/** `project.manage` is what a start does on behalf of the settings. */
function deedOf(action: string): ProjectDeed | undefined {
  const name = action === 'project.manage' ? 'settings' : action.replace(/^project\./, '')
  return PROJECT_DEEDS.find((deed) => deed === name)
}
