import 'server-only'
import type { Tx } from '#lib/system/database.ts'

/** A recording as somebody wants to have its bytes. */
export async function readMedia(tx: Tx, id: string) {
  const row = await tx.archive.findUnique({
    where: { id },
    select: {
      id: true,
      projectId: true,
      sessionId: true,
      platformId: true,
      outputMode: true,
      name: true,
      session: { select: { name: true } },
    },
  })
  if (!row) return null
  const { session, ...archive } = row
  return { ...archive, name: session.name ?? archive.name }
}

/** A finding's picture, and whose it is. */
export async function findStill(tx: Tx, findingId: string) {
  const row = await tx.findingStill.findFirst({
    where: { findingId, finding: { removedAt: null } },
    select: {
      bytes: true,
      finding: {
        select: {
          id: true,
          archiveId: true,
          projectId: true,
          authorId: true,
          archive: { select: { sessionId: true } },
        },
      },
    },
  })
  if (!row) return null
  const { archive, ...finding } = row.finding
  return { bytes: row.bytes, ...finding, sessionId: archive.sessionId }
}
