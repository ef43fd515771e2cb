import 'server-only'
import { Prisma } from '#generated/prisma/client.ts'
import { canonicalJson } from '#lib/audit/canonical-json.ts'
import type { Tx } from '#lib/system/database.ts'
import { BYTE_ORDER_MARK, csvLine } from './csv-line.ts'
import { hexOf } from './entry-row.ts'
import { type EntryScope, lookedFor, selectEntries } from './select-entries.ts'

export type ExportFormat = 'csv' | 'jsonl'

const { sql } = Prisma
const AT_ONCE = 1_000

/** All that is needed to compute the hashes again elsewhere. The salt stays here: an address that is erased stays erased. */
const COLUMNS = sql`"seq", "at", "phase", "action", "actorId", "deviceId", "address", "addressDigest", "projectId",
  "sessionId", "subject", "reason", "details", "requestId", "prevHash", "hash"`

type Row = {
  seq: bigint
  at: Date
  phase: string
  action: string
  actorId: string | null
  deviceId: string | null
  address: string | null
  addressDigest: Uint8Array | null
  projectId: string | null
  sessionId: string | null
  subject: string | null
  reason: string | null
  details: unknown
  requestId: string
  prevHash: Uint8Array
  hash: Uint8Array
}

/** The entries of a scope as text, oldest first, a page at a time, up to the last one there is when it begins. */
export async function* exportEntries(
  db: Tx,
  scope: EntryScope,
  format: ExportFormat,
): AsyncGenerator<string, void, undefined> {
  const head = await db.auditHead.findUnique({ where: { id: 1 }, select: { seq: true } })
  const last = head?.seq ?? 0n
  if (format === 'csv') yield BYTE_ORDER_MARK + csvLine(HEADS)
  for (let after = 0n; ; ) {
    const page = await readPage(db, scope, after, last)
    if (page.length > 0) yield linesOf(page, format)
    const end = page.at(-1)
    if (!end || page.length < AT_ONCE) return
    after = end.seq
  }
}

/** What has no index is looked for in all of it, here: whoever takes a file out has time. */
function readPage(db: Tx, scope: EntryScope, after: bigint, last: bigint): Promise<Row[]> {
  const bound = sql`"seq" > ${after} AND "seq" <= ${last} AND ${lookedFor(scope.filters) ?? sql`true`}`
  return db.$queryRaw<Row[]>(selectEntries(scope, COLUMNS, { bound, order: 'ASC', limit: AT_ONCE }))
}

function linesOf(rows: readonly Row[], format: ExportFormat): string {
  return rows.map(format === 'csv' ? csvOf : jsonOf).join('')
}

const HEADS = [
  'Entry',
  'Time',
  'Phase',
  'Action',
  'Actor',
  'Device',
  'Address',
  'Address digest',
  'Project',
  'Session',
  'Subject',
  'Reason',
  'Details',
  'Request',
  'Previous hash',
  'Hash',
]

function csvOf(row: Row): string {
  return csvLine(
    Object.values(textsOf(row)).map((value) =>
      typeof value === 'string' || value === null ? value : canonicalJson(value),
    ),
  )
}

function jsonOf(row: Row): string {
  return `${JSON.stringify(textsOf(row))}\n`
}

/** In the order of the heads. */
function textsOf(row: Row) {
  return {
    seq: row.seq.toString(),
    at: row.at.toISOString(),
    phase: row.phase,
    action: row.action,
    actorId: row.actorId,
    deviceId: row.deviceId,
    address: row.address,
    addressDigest: row.addressDigest && hexOf(row.addressDigest),
    projectId: row.projectId,
    sessionId: row.sessionId,
    subject: row.subject,
    reason: row.reason,
    details: row.details,
    requestId: row.requestId,
    prevHash: hexOf(row.prevHash),
    hash: hexOf(row.hash),
  }
}
