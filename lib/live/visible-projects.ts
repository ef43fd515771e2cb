import 'server-only'
import { type Actor, whereMay } from '#lib/access/actor.ts'
import { type Database, database } from '#lib/system/database.ts'

/** The projects whose sessions or recordings this actor may see, by name. */
export function visibleProjects(
  actor: Actor,
  db: Database = database(),
): Promise<{ id: string; name: string }[]> {
  return db.project.findMany({
    where: {
      removedAt: null,
      ...whereMayEither(whereMay(actor, 'session.view'), whereMay(actor, 'archive.view')),
    },
    select: { id: true, name: true },
    orderBy: { name: 'asc' },
  })
}

type Allowed = ReturnType<typeof whereMay>

/** No list of projects means all of them; an empty condition inside an OR would mean none. */
function whereMayEither(one: Allowed, other: Allowed): { id?: { in: string[] } } {
  if (!one.projectId || !other.projectId) return {}
  return { id: { in: [...one.projectId.in, ...other.projectId.in] } }
}
