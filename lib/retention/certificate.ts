import 'server-only'
import type { AuditKey } from '#lib/audit/audit-key.ts'
import { canonicalJson } from '#lib/audit/canonical-json.ts'
import type { Database, Tx } from '#lib/system/database.ts'
import type { DeletedFile } from './model.ts'
import { publicPem, signText } from './signed-text.ts'

type Somebody = { id: string; name: string } | null

/** What Gavel states of a deletion that is done. */
export type Certificate = {
  format: 'gavel-deletion-certificate/1'
  deletion: string
  recording: {
    id: string
    platformId: string
    project: string
    session: string
    sessionName: string | null
    startedAt: string | null
    seconds: number | null
  }
  askedBy: Somebody
  askedAt: string
  approvedBy: Somebody
  approvedAt: string | null
  rule: { id: string; name: string } | null
  reason: string
  files: DeletedFile[]
  goneFromStorageAt: string | null
  goneFromPlatformAt: string | null
  doneAt: string
  /** The entry of the audit log that says so. */
  entry: { seq: string; hash: string; at: string }
}
export type SignedCertificate = {
  certificate: Certificate
  keyId: string
  publicKey: string
  signature: string
}

/** Which deletion it is, for the door; null unless it is done. */
export async function findDone(db: Database | Tx, id: string) {
  return db.deletion.findFirst({
    where: { id, state: 'done' },
    select: { id: true, projectId: true, archiveId: true },
  })
}

/** The certificate of a deletion, signed with the key of the audit log: the signature is over its canonical JSON. */
export async function certificateOf(db: Database, id: string, key: AuditKey): Promise<SignedCertificate> {
  const certificate = await read(db, id)
  return {
    certificate,
    keyId: key.keyId,
    publicKey: publicPem(key),
    signature: signText('certificate', canonicalJson(certificate), key),
  }
}

async function read(db: Database, id: string): Promise<Certificate> {
  const person = { select: { id: true, name: true } } as const
  const row = await db.deletion.findFirstOrThrow({
    where: { id, state: 'done' },
    include: {
      askedBy: person,
      answeredBy: person,
      rule: { select: { id: true, name: true } },
      archive: {
        include: { session: { select: { id: true, name: true, project: { select: { name: true } } } } },
      },
    },
  })
  const entry = await db.auditEntry.findFirstOrThrow({
    where: { subject: `archive:${row.archiveId}`, action: 'deletion.done', requestId: id },
    select: { seq: true, hash: true, at: true },
  })
  const { archive, doneAt } = row
  if (doneAt === null) throw new Error('A deletion is done and nobody knows when')
  return {
    format: 'gavel-deletion-certificate/1',
    deletion: id,
    recording: {
      id: archive.id,
      platformId: archive.platformId,
      project: archive.session.project.name,
      session: archive.session.id,
      sessionName: archive.session.name,
      startedAt: iso(archive.startedAt),
      seconds: archive.duration,
    },
    askedBy: row.askedBy,
    askedAt: row.askedAt.toISOString(),
    approvedBy: row.answeredBy,
    approvedAt: iso(row.answeredAt),
    rule: row.rule,
    reason: row.reason,
    files: filesOf(row.files),
    goneFromStorageAt: iso(row.storageDoneAt),
    goneFromPlatformAt: iso(row.platformDoneAt),
    doneAt: doneAt.toISOString(),
    entry: {
      seq: entry.seq.toString(),
      hash: Buffer.from(entry.hash).toString('hex'),
      at: entry.at.toISOString(),
    },
  }
}

const iso = (at: Date | null) => at?.toISOString() ?? null

/** What `write-down.ts` has put into the row. */
export function filesOf(stored: unknown): DeletedFile[] {
  return Array.isArray(stored) ? stored.flatMap((file) => (isFile(file) ? [file] : [])) : []
}

function isFile(value: unknown): value is DeletedFile {
  return (
    typeof value === 'object' && value !== null && 'digest' in value && 'size' in value && 'where' in value
  )
}
