import 'server-only'
import { Prisma } from '#generated/prisma/client.ts'
import type { AuditPhase } from '#lib/audit/record-audit.ts'
import type { EntryView, SubjectView } from './model.ts'

/** What a row of the list needs. */
export type EntryRow = {
  seq: bigint
  at: Date
  phase: AuditPhase
  action: string
  actorId: string | null
  projectId: string | null
  subject: string | null
  reason: string | null
  details: unknown
  hash: Uint8Array
}

export const ENTRY_COLUMNS = Prisma.sql`"seq", "at", "phase", "action", "actorId", "projectId", "subject", "reason", "details", "hash"`

export type Names = { people: ReadonlyMap<string, string>; subjects: ReadonlyMap<string, SubjectView> }

export function entryView(row: EntryRow, { people, subjects }: Names): EntryView {
  const { actorId, subject } = row
  return {
    seq: Number(row.seq),
    at: row.at.toISOString(),
    phase: row.phase,
    action: row.action,
    actor: actorId === null ? null : { id: actorId, name: people.get(actorId) ?? 'Somebody unknown' },
    subject: subject === null ? null : (subjects.get(subject) ?? { words: subject, href: null }),
    reason: row.reason,
    outcome: outcomeOf(row.details),
    hash: hexOf(row.hash),
  }
}

/** Doors write `outcome: 'done'`, actions on people `outcome: { state: 'confirmed' }`. */
export function outcomeOf(details: unknown): string | null {
  const outcome = propertyOf(details, 'outcome')
  const state = typeof outcome === 'object' ? propertyOf(outcome, 'state') : outcome
  return typeof state === 'string' ? state : null
}

function propertyOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined
}

export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
