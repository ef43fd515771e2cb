import 'server-only'
import { type Actor, whereMay } from '#lib/access/actor.ts'
import { type Database, database } from '#lib/system/database.ts'
import type { SearchChoices } from './model.ts'

/** What recordings can be filtered by: projects the actor may see recordings of, and who did something in their sessions. */
export async function searchChoices(actor: Actor, db: Database = database()): Promise<SearchChoices> {
  const { projectId } = whereMay(actor, 'archive.view')
  const [projects, moderators] = await Promise.all([
    db.project.findMany({
      where: { removedAt: null, ...(projectId ? { id: projectId } : {}) },
      select: { id: true, name: true },
      orderBy: { name: 'asc' },
    }),
    db.account.findMany({
      where: { actions: { some: projectId ? { projectId } : {} } },
      select: { id: true, name: true },
      orderBy: { name: 'asc' },
      take: 200,
    }),
  ])
  return { projects, moderators }
}
