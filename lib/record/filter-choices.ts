import 'server-only'
import { Prisma } from '#generated/prisma/client.ts'
import { type Actor, whereMay } from '#lib/access/actor.ts'
import { type Database, database, type Tx } from '#lib/system/database.ts'
import type { Choice, EntryFilters, FilterChoices } from './model.ts'
import { SEARCHED, scopeOf, selectEntries } from './select-entries.ts'

const { sql } = Prisma
/** As many names as a menu can be searched for. */
const NAMES = 500

/** What the filters offer: who acted in what this actor may read, every action on the record, and the projects of theirs. */
export async function filterChoices(
  actor: Actor,
  chosen: string | undefined,
  db: Database = database(),
): Promise<FilterChoices> {
  const { projectId } = whereMay(actor, 'audit.view')
  const [people, actions, projects] = await Promise.all([
    whoActed(db, actor, chosen),
    // From one action to the next by the index: a million entries have some fifty.
    db.$queryRaw<{ action: string }[]>`
      WITH RECURSIVE listed AS (
        (SELECT "action" FROM "AuditEntry" ORDER BY "action" LIMIT 1)
        UNION ALL
        SELECT (SELECT "action" FROM "AuditEntry" e WHERE e."action" > l."action" ORDER BY "action" LIMIT 1)
        FROM listed l WHERE l."action" IS NOT NULL
      ) SELECT "action" FROM listed WHERE "action" IS NOT NULL`,
    db.project.findMany({
      where: projectId ? { id: projectId } : {},
      select: { id: true, name: true },
      orderBy: { name: 'asc' },
    }),
  ])
  return { people, actions: actions.map(({ action }) => action), projects }
}

/**
 * Nobody's name is offered who does not stand as the actor of an entry that this reader may open: whoever reads one project
 * learns of no account that has done nothing there. Of single projects the newest entries are looked at, because no index leads
 * from a project to its people: somebody who has done nothing there for ten thousand entries is not offered, and is found by
 * the days. Who is chosen already is asked for by name, so that a kept address says whom it means.
 */
async function whoActed(db: Tx, actor: Actor, chosen: string | undefined): Promise<Choice[]> {
  const where = actor.permissions.get('audit.view') ?? new Set<string>()
  const ids = where === 'everywhere' ? everyActor : lately([...where])
  return db.$queryRaw<Choice[]>`
    SELECT a."id", a."name" FROM "Account" a
    WHERE a."id" IN ((${ids}) UNION (${acting(actor, chosen)}))
    ORDER BY a."name", a."id" LIMIT ${NAMES}`
}

/** From one actor to the next by the index, as with the actions. */
const everyActor = sql`
  WITH RECURSIVE listed AS (
    (SELECT "actorId" FROM "AuditEntry" WHERE "actorId" IS NOT NULL ORDER BY "actorId" LIMIT 1)
    UNION ALL
    SELECT (SELECT "actorId" FROM "AuditEntry" e WHERE e."actorId" > l."actorId" ORDER BY "actorId" LIMIT 1)
    FROM listed l WHERE l."actorId" IS NOT NULL
  ) SELECT "actorId" FROM listed WHERE "actorId" IS NOT NULL`

/** Each project has its share of what is looked at: a busy one does not hide the people of a quiet one. */
function lately(projects: readonly string[]): Prisma.Sql {
  const share = Math.ceil(SEARCHED / Math.max(projects.length, 1))
  return sql`
    SELECT entry."actorId" FROM unnest(${[...projects]}::uuid[]) AS allowed("id")
    CROSS JOIN LATERAL (
      SELECT "actorId" FROM "AuditEntry" WHERE "projectId" = allowed."id" ORDER BY "seq" DESC LIMIT ${share}
    ) entry`
}

/** This person, when there is an entry of theirs for this reader. */
function acting(actor: Actor, person: EntryFilters['person']): Prisma.Sql {
  if (person === undefined) return sql`SELECT NULL::uuid`
  const scope = scopeOf(actor, 'audit.view', { person }, 'UTC')
  const one = { bound: sql`true`, order: 'DESC', limit: 1 } as const
  return sql`SELECT own."actorId" FROM (${selectEntries(scope, sql`"actorId", "seq"`, one)}) own`
}
