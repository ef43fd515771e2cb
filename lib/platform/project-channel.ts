import 'server-only'
import type { Tx } from '#lib/system/database.ts'

/** What PostgreSQL's listeners hear when a project's credentials or state change; the message is its id. */
export const PROJECT_CHANNEL = 'gavel_projects'

/** Tells every server, with the commit, to look again at what it keeps of this project. */
export async function announceProject(tx: Tx, projectId: string): Promise<void> {
  await tx.$queryRaw`SELECT pg_notify(${PROJECT_CHANNEL}, ${projectId})::text`
}
