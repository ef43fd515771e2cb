import 'server-only'
import { IN_HANDS } from '#lib/custody/take-work.ts'
import type { Database, Tx } from '#lib/system/database.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import type { NotedFile } from './model.ts'

type Place = { id: string; archiveId: string; projectId: string }

/**
 * Takes the recording out of custody's hands and writes down what there is of it, before the first byte goes. Once: what is
 * noted stays as it was found. While a server is just fetching it, it is not noted yet: what that one writes would be left over.
 */
export async function noteFiles(
  db: Database,
  { id, archiveId, projectId }: Place,
): Promise<Result<null, 'in-use'>> {
  return db.$transaction(async (tx) => {
    const { files } = await tx.deletion.findUniqueOrThrow({ where: { id }, select: { files: true } })
    if (Array.isArray(files) && files.length > 0) return ok(null)
    if (await isInUse(tx, archiveId)) return fail('in-use')
    await tx.$executeRaw`
      INSERT INTO "Custody" ("archiveId", "projectId", "step") VALUES (${archiveId}::uuid, ${projectId}::uuid, 'deleted')
      ON CONFLICT ("archiveId") DO UPDATE SET "step" = 'deleted', "nextAt" = NULL, "copyUntil" = NULL`
    const found = await filesOf(tx, archiveId)
    await tx.deletion.update({ where: { id }, data: { files: found }, select: { id: true } })
    return ok(null)
  })
}

async function isInUse(tx: Tx, archiveId: string): Promise<boolean> {
  const [custody] = await tx.$queryRaw<{ used: boolean }[]>`
    SELECT ${IN_HANDS} IS TRUE AS "used" FROM "Custody"
    WHERE "archiveId" = ${archiveId}::uuid FOR UPDATE`
  return custody?.used === true
}

/** Our copies, each with its digest, the platform's own, of which only the size is known, and pictures that findings hold. */
async function filesOf(tx: Tx, archiveId: string): Promise<NotedFile[]> {
  const copies = await tx.storedFile.findMany({
    where: { archiveId, state: { not: 'deleted' } },
    select: {
      name: true,
      state: true,
      size: true,
      have: true,
      sha256: true,
      storage: { select: { kind: true, bucket: true, endpoint: true } },
    },
    orderBy: { id: 'asc' },
  })
  const { size, custody } = await tx.archive.findUniqueOrThrow({
    where: { id: archiveId },
    select: { size: true, custody: { select: { copyGoneAt: true } } },
  })
  return [
    ...copies.map((copy) => ({
      where: copy.storage ? `${copy.storage.kind}: ${copy.storage.bucket ?? ''}` : 'disk',
      name: copy.name,
      sha256: copy.sha256 ? Buffer.from(copy.sha256).toString('hex') : null,
      size: Number(copy.state === 'writing' ? copy.have : (copy.size ?? copy.have)),
      state: copy.state,
    })),
    {
      where: 'platform',
      name: null,
      sha256: null,
      size: size === null ? null : Number(size),
      state: custody?.copyGoneAt ? 'gone before' : 'not known',
    },
    ...(await stillsOf(tx, archiveId)),
  ]
}

async function stillsOf(tx: Tx, archiveId: string): Promise<NotedFile[]> {
  const [{ count, size } = { count: 0, size: 0 }] = await tx.$queryRaw<{ count: number; size: number }[]>`
    SELECT count(*)::int AS "count", COALESCE(sum(length(s."bytes")), 0)::int AS "size"
    FROM "FindingStill" s JOIN "Finding" f ON f."id" = s."findingId" WHERE f."archiveId" = ${archiveId}::uuid`
  if (count === 0) return []
  const state = count === 1 ? 'one picture' : `${count} pictures`
  return [{ where: 'findings', name: null, sha256: null, size, state }]
}
