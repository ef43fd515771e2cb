import 'server-only'
import type { Tx } from '#lib/system/database.ts'

/** The pictures that findings hold as evidence are pieces of the recording: they go with it. What was found stays, in its words. */
export async function removeStills(tx: Tx, archiveId: string): Promise<void> {
  await tx.findingStill.deleteMany({ where: { finding: { archiveId } } })
}
