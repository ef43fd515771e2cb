import 'server-only'
import { parseArchiveId } from '#lib/platform/ids.ts'
import type { Database } from '#lib/system/database.ts'

/** What must be known of a recording to fetch its file; null for one whose id on the platform no request may carry. */
export async function findForCustody(db: Database, archiveId: string) {
  const row = await db.archive.findUniqueOrThrow({
    where: { id: archiveId },
    select: {
      id: true,
      projectId: true,
      sessionId: true,
      platformId: true,
      session: { select: { project: { select: { apiUrl: true } } } },
      files: { where: { writtenBy: 'gavel', state: { not: 'deleted' } } },
    },
  })
  const platformId = parseArchiveId(row.platformId)
  if (!platformId.ok) return null
  const { session, files, ...archive } = row
  return { ...archive, platformId: platformId.value, apiUrl: session.project.apiUrl, file: files[0] ?? null }
}

export type Found = NonNullable<Awaited<ReturnType<typeof findForCustody>>>
export type FoundFile = NonNullable<Found['file']>
