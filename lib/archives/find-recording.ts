import 'server-only'
import { parseArchiveId } from '#lib/platform/ids.ts'
import type { Tx } from '#lib/system/database.ts'

/** A recording whose file the platform has; null for any other. */
export async function findRecording(tx: Tx, id: string) {
  const row = await tx.archive.findFirst({
    where: { id, state: 'available' },
    select: {
      id: true,
      projectId: true,
      sessionId: true,
      platformId: true,
      session: { select: { project: { select: { apiUrl: true } } } },
    },
  })
  const platformId = row && parseArchiveId(row.platformId)
  if (!row || !platformId?.ok) return null
  const { session, ...archive } = row
  return { ...archive, platformId: platformId.value, apiUrl: session.project.apiUrl }
}

export type Recording = NonNullable<Awaited<ReturnType<typeof findRecording>>>
