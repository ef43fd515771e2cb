import 'server-only'
import type { Tx } from '#lib/system/database.ts'

/** A recording whose file can be had, of us or of the platform; null for any other. */
export function findRecording(tx: Tx, id: string) {
  return tx.archive.findFirst({
    where: { id, OR: [{ state: 'available' }, { files: { some: { state: { in: ['whole', 'changed'] } } } }] },
    select: { id: true, projectId: true, sessionId: true },
  })
}
