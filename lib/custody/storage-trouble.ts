import 'server-only'
import { endAlerts } from '#lib/live/end-alerts.ts'
import { raiseAlerts } from '#lib/live/raise-alerts.ts'
import type { Tx } from '#lib/system/database.ts'
import type { StorageFailure } from './storage-driver.ts'

type Unread = {
  id: string
  archiveId: string
  projectId: string
  storageId: string | null
  verifiedAt: Date | null
}

/**
 * A kept file could not be read: its storage does not answer, or refuses. A storage that is away is one trouble and not as many
 * as there are files in it, so as long as one alarm of it is open the next file raises none.
 */
export async function raiseStorageTrouble(
  tx: Tx,
  file: Unread,
  failure: StorageFailure | 'no-storage',
): Promise<void> {
  const { archiveId, projectId, storageId } = file
  const storage = storageId ?? 'disk'
  const open = await tx.alert.count({
    where: {
      kind: 'storageTrouble',
      projectId,
      resolvedAt: null,
      details: { path: ['unread'], equals: storage },
    },
  })
  if (open > 0) return
  const details = { failure, unread: storage }
  const cause = causeOf(file)
  await raiseAlerts(tx, [{ kind: 'storageTrouble', level: 'notice', projectId, archiveId, cause, details }])
}

/** It was read: whatever was found, its storage answers. */
export async function endStorageTrouble(tx: Tx, file: Unread): Promise<void> {
  await endAlerts(tx, [causeOf(file)])
}

/** Since it was last found whole: read so again and unreadable again, it alarms anew. */
const causeOf = ({ id, verifiedAt }: Unread): string => `fileUnread:${id}:${verifiedAt?.getTime()}`
