import 'server-only'
import { sign, verify } from 'node:crypto'
import type { AuditKey } from '#lib/audit/audit-key.ts'
import { canonicalJson } from '#lib/audit/canonical-json.ts'
import type { Tx } from '#lib/system/database.ts'
import type { NotedFile } from './model.ts'
import { notedFiles } from './noted-files.ts'
import { DELETION_ENTRY } from './record-deletion.ts'

type Person = { id: string; name: string }

/** What a certificate states. Times are the database's, in UTC. */
export type CertificateFacts = {
  version: 1
  deletion: string
  recording: {
    id: string
    platformId: string
    session: string
    platformSession: string
    project: string
    startedAt: string | null
    stoppedAt: string | null
    seconds: number | null
  }
  files: NotedFile[]
  why: string
  askedBy: Person | null
  askedAt: string
  approvedBy: Person | null
  approvedAt: string | null
  rule: { id: string; name: string; keepDays: number } | null
  storageDoneAt: string | null
  platformDoneAt: string | null
  doneAt: string
  /** The entry of the audit log that says that it is done: whoever has the log finds it there. */
  entry: { seq: string; hash: string; at: string }
}

export type Certificate = { facts: CertificateFacts; keyId: string; publicKey: string; signature: string }

const PERSON = { select: { id: true, name: true } } as const
const iso = (date: Date | null): string | null => date?.toISOString() ?? null

/** A deletion that is done, with the recording's project; null when there is none. */
export async function findCertified(tx: Tx, archiveId: string) {
  return tx.deletion.findFirst({
    where: { archiveId, state: 'done' },
    select: {
      id: true,
      projectId: true,
      archiveId: true,
      reason: true,
      files: true,
      askedAt: true,
      answeredAt: true,
      storageDoneAt: true,
      platformDoneAt: true,
      doneAt: true,
      askedBy: PERSON,
      answeredBy: PERSON,
      rule: { select: { id: true, name: true, keepDays: true } },
      archive: {
        select: {
          platformId: true,
          startedAt: true,
          stoppedAt: true,
          duration: true,
          session: { select: { id: true, platformId: true, project: { select: { name: true } } } },
        },
      },
    },
  })
}

export type Certified = NonNullable<Awaited<ReturnType<typeof findCertified>>>

/** The certificate of a deletion: what was there, who let it go and why, when each step was done, signed by the audit key. */
export async function certificateOf(tx: Tx, deletion: Certified, key: AuditKey): Promise<Certificate> {
  return signCertificate(await factsOf(tx, deletion), key)
}

export function signCertificate(facts: CertificateFacts, key: AuditKey): Certificate {
  return {
    facts,
    keyId: key.keyId,
    publicKey: key.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    signature: sign(null, statement(facts), key.privateKey).toString('base64'),
  }
}

export function isCertifiedBy({ facts, signature }: Certificate, publicKey: AuditKey['publicKey']): boolean {
  return verify(null, statement(facts), publicKey, Buffer.from(signature, 'base64'))
}

/** The first line says what it is, so that no other thing signed with this key could be taken for it. */
const statement = (facts: CertificateFacts): Buffer =>
  Buffer.from(`gavel certificate of deletion\n${canonicalJson(facts)}`)

async function factsOf(tx: Tx, deletion: Certified): Promise<CertificateFacts> {
  const { archive, doneAt } = deletion
  const entry = await tx.auditEntry.findFirst({
    where: { requestId: deletion.id, action: DELETION_ENTRY, phase: 'outcome' },
    select: { seq: true, hash: true, at: true },
  })
  if (!entry || !doneAt) throw new Error('A deletion that is done has no entry on the record')
  return {
    version: 1,
    deletion: deletion.id,
    recording: {
      id: deletion.archiveId,
      platformId: archive.platformId,
      session: archive.session.id,
      platformSession: archive.session.platformId,
      project: archive.session.project.name,
      startedAt: iso(archive.startedAt),
      stoppedAt: iso(archive.stoppedAt),
      seconds: archive.duration,
    },
    files: notedFiles(deletion.files),
    why: deletion.reason,
    askedBy: deletion.askedBy,
    askedAt: deletion.askedAt.toISOString(),
    approvedBy: deletion.answeredBy,
    approvedAt: iso(deletion.answeredAt),
    rule: deletion.rule,
    storageDoneAt: iso(deletion.storageDoneAt),
    platformDoneAt: iso(deletion.platformDoneAt),
    doneAt: doneAt.toISOString(),
    entry: {
      seq: entry.seq.toString(),
      hash: Buffer.from(entry.hash).toString('hex'),
      at: entry.at.toISOString(),
    },
  }
}
