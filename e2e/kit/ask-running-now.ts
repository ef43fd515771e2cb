import { eventually } from './eventually.ts'
import { inDatabase } from './in-database.ts'
import type { World } from './world.ts'

/** The platform is asked about a running recording every twelve seconds, and now. */
export async function askRunningNow(world: World): Promise<void> {
  await eventually(async () => {
    const asked = await inDatabase(
      world,
      `UPDATE "RecordingWatch" SET "nextAt" = now() WHERE "overAt" IS NULL RETURNING 1`,
    )
    return asked.length > 0 || 'nobody watches it yet'
  })
}
