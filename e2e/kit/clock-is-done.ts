import type { Database } from '#lib/system/database.ts'
import { eventually } from './eventually.ts'

/**
 * What was made and done until here has had its consequences: deliveries of alerts, and what recordings are found by, are
 * written by the clock. Starts that no platform answered are of long ago, so that none of them alarms meanwhile.
 */
export async function clockIsDone(db: Database): Promise<void> {
  const askedAt = new Date(Date.now() - 3_600_000)
  await db.action.updateMany({ where: { kind: 'startArchive' }, data: { askedAt } })
  await eventually(
    async () => {
      const waiting = [await db.alertNews.count(), await db.archiveSearchDue.count()]
      return waiting.every((count) => count === 0) || `news of alerts and recordings wait: ${waiting}`
    },
    { timeoutMs: 20_000 },
  )
}
