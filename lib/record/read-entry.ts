import 'server-only'
import type { AuditEntry } from '#generated/prisma/client.ts'
import { type Actor, may, mayEverywhere } from '#lib/access/actor.ts'
import { canonicalJson } from '#lib/audit/canonical-json.ts'
import type { AuditPhase } from '#lib/audit/record-audit.ts'
import { type Database, database } from '#lib/system/database.ts'
import { type EntryRow, entryView, hexOf, outcomeOf } from './entry-row.ts'
import type { EntryDetail, RelatedEntry } from './model.ts'
import { namesOf } from './queries.ts'

const RELATED = 12

/** One entry with all that stands in it; null when there is none that this actor may read. */
export async function readEntry(
  actor: Actor,
  seq: number,
  db: Database = database(),
): Promise<EntryDetail | null> {
  const found = await db.auditEntry.findUnique({ where: { seq: BigInt(seq) } })
  if (!found || !mayRead(actor, found.projectId)) return null
  const row = rowOf(found)
  const [names, related, next] = await Promise.all([
    namesOf(db, actor, [row]),
    relatedTo(db, actor, found),
    db.auditEntry.findUnique({ where: { seq: found.seq + 1n }, select: { hash: true } }),
  ])
  return {
    ...entryView(row, names),
    facts: factsOf(found),
    details: detailsOf(found.details),
    related,
    prevHash: hexOf(found.prevHash),
    nextHash: next ? hexOf(next.hash) : null,
  }
}

/** What belongs to no project is for those who may read all of the record. */
function mayRead(actor: Actor, projectId: string | null): boolean {
  return projectId === null ? mayEverywhere(actor, 'audit.view') : may(actor, 'audit.view', projectId)
}

/** What the same request left on the record: the ask, what came of it, and what was done on the way. */
async function relatedTo(
  db: Database,
  actor: Actor,
  { requestId, seq }: Pick<AuditEntry, 'requestId' | 'seq'>,
): Promise<RelatedEntry[]> {
  const rows = await db.auditEntry.findMany({
    where: { requestId, seq: { gte: seq - BigInt(RELATED * 1_000), lte: seq + BigInt(RELATED * 1_000) } },
    orderBy: { seq: 'asc' },
    take: RELATED,
  })
  return rows
    .filter(({ projectId }) => mayRead(actor, projectId))
    .map((row) => ({
      seq: Number(row.seq),
      at: row.at.toISOString(),
      phase: rowOf(row).phase,
      action: row.action,
      outcome: outcomeOf(row.details),
    }))
}

/** The phase is text in the database, and only `recordAudits` writes it. */
function rowOf(entry: AuditEntry): EntryRow {
  return { ...entry, phase: entry.phase as AuditPhase }
}

function factsOf(entry: AuditEntry): EntryDetail['facts'] {
  const address = entry.address ?? (entry.addressDigest ? 'Erased' : null)
  const facts: Record<string, string | null> = {
    action: entry.action,
    phase: entry.phase,
    actor: entry.actorId,
    device: entry.deviceId,
    address,
    project: entry.projectId,
    session: entry.sessionId,
    subject: entry.subject,
    reason: entry.reason,
    request: entry.requestId,
  }
  return Object.entries(facts).flatMap(([name, value]) => (value === null ? [] : [{ name, value }]))
}

function detailsOf(details: unknown): EntryDetail['details'] {
  if (typeof details !== 'object' || details === null) return []
  return Object.entries(details).map(([name, value]) => ({
    name,
    value: typeof value === 'string' ? value : canonicalJson(value),
  }))
}
