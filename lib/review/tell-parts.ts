import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import type { Tx } from '#lib/system/database.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import type { ReviewedArchive } from './find-archive.ts'
import { mergeParts } from './merge-parts.ts'
import type { Part } from './model.ts'
import { partsSchema } from './stored-parts.ts'

/**
 * Writes down which parts went by on somebody's screen, at their viewing of this recording from this device. Where they never
 * asked for a byte of it there is no viewing, and nothing to write.
 */
export async function tellParts(
  tx: Tx,
  { deviceId }: Pick<Actor, 'deviceId'>,
  archive: Pick<ReviewedArchive, 'id' | 'duration'>,
  told: readonly Part[],
): Promise<Result<null, 'not-opened'>> {
  const [viewing] = await tx.$queryRaw<{ id: string; parts: unknown }[]>`
    SELECT "id", "parts" FROM "Viewing"
    WHERE "archiveId" = ${archive.id}::uuid AND "deviceId" = ${deviceId}::uuid AND "purpose" = 'played'
    ORDER BY "at" DESC LIMIT 1 FOR UPDATE`
  if (!viewing) return fail('not-opened')
  const end = archive.duration ?? Number.POSITIVE_INFINITY
  const clipped = told.map(([from, to]): Part => [Math.min(from, end), Math.min(to, end)])
  const parts = JSON.stringify(mergeParts(partsSchema.parse(viewing.parts), clipped))
  await tx.$executeRaw`
    UPDATE "Viewing" SET "parts" = ${parts}::jsonb, "lastAt" = now() WHERE "id" = ${viewing.id}::uuid`
  return ok(null)
}
