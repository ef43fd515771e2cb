import 'server-only'
import { database, type Tx } from '#lib/system/database.ts'
import type { BrowserCredentials } from './model.ts'

/** What a browser needs to find the platform, and no more; null for a project that is not ours. */
export async function browserCredentials(
  projectId: string,
  db: Pick<Tx, 'project'> = database(),
): Promise<BrowserCredentials | null> {
  const project = await db.project.findUnique({
    where: { id: projectId },
    select: { platformId: true, apiUrl: true },
  })
  return project && { apiKey: project.platformId, apiUrl: project.apiUrl }
}
