import 'server-only'
import { type Actor, whereMay } from '#lib/access/actor.ts'
import { database } from '#lib/system/database.ts'
import { idSchema } from '#lib/system/ids.ts'
import type { CustodyFailure, CustodyView, FileView } from './model.ts'

const KINDS = { s3: 'S3', azure: 'Azure' } as const

/** Where a recording's file lies; null where there is none to speak of, or none that this actor may see. */
export async function custodyOf(actor: Actor, archiveId: string): Promise<CustodyView | null> {
  if (!idSchema.safeParse(archiveId).success) return null
  const row = await database().archive.findFirst({
    where: { id: archiveId, ...whereMay(actor, 'archive.view') },
    select: {
      custody: true,
      files: {
        include: { storage: { select: { kind: true, bucket: true } } },
        orderBy: { createdAt: 'asc' },
      },
    },
  })
  if (!row?.custody) return null
  const { step, copyUntil, failure, nextAt } = row.custody
  return {
    step,
    copyUntil: step === 'fetching' ? isoOrNull(copyUntil) : null,
    failure: failure as CustodyFailure | null, // written by this folder alone
    nextAt: isoOrNull(nextAt),
    files: row.files.map(
      (file): FileView => ({
        id: file.id,
        place: placeOf(file.storage),
        state: file.state,
        writtenBy: file.writtenBy,
        contentType: file.contentType,
        size: file.size === null ? null : Number(file.size),
        have: Number(file.have),
        sha256: file.sha256 && Buffer.from(file.sha256).toString('hex'),
        encryption: file.encryption,
        since: isoOrNull(file.wholeAt),
        verifiedAt: isoOrNull(file.verifiedAt),
      }),
    ),
  }
}

function placeOf(storage: { kind: 'disk' | 's3' | 'azure'; bucket: string | null } | null): string {
  if (!storage || storage.kind === 'disk') return "This server's disk"
  return `${KINDS[storage.kind]}, ${storage.bucket}`
}

const isoOrNull = (time: Date | null): string | null => time?.toISOString() ?? null
