import 'server-only'
import { type Actor, whereMay } from '#lib/access/actor.ts'
import { type Database, database } from '#lib/system/database.ts'

/** The projects whose sessions or recordings this actor may see, by name. */
export function visibleProjects(
  actor: Actor,
  db: Database = database(),
): Promise<{ id: string; name: string }[]> {
  const allowed = [whereMay(actor, 'session.view'), whereMay(actor, 'archive.view')]
  return db.project.findMany({
    where: { OR: allowed.map(({ projectId }) => (projectId ? { id: projectId } : {})) },
    select: { id: true, name: true },
    orderBy: { name: 'asc' },
  })
}
