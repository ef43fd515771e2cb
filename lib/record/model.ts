import { z } from 'zod'
import type { AuditPhase } from '#lib/audit/record-audit.ts'

/** What a page knows of the record: plain data, times as ISO strings in UTC, entries by their number. */

export const PHASES = ['ask', 'outcome', 'event', 'denied'] as const satisfies readonly AuditPhase[]

/** How something ended later than it was asked for; what is plainly done has no filter of its own. */
export const OUTCOMES = ['confirmed', 'unconfirmed', 'failed', 'refused'] as const

const id = z.uuid()
/** The calendar of the database has no year 0. */
const day = z.iso.date().refine((text) => text >= '1970')
/** Without what no text in the database can hold. */
const text = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .regex(/^[^\0]*$/)
/** As large as a number of ours can be, and still one that JSON carries. */
const entryNumber = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER)

const filterShape = {
  person: id.optional(),
  action: text(80).optional(),
  /** The first and the last day, in the reader's time zone. */
  from: day.optional(),
  to: day.optional(),
  project: id.optional(),
  phase: z.enum(PHASES).optional(),
  outcome: z.enum(OUTCOMES).optional(),
  subject: text(120).optional(),
  /** Somewhere in the reason. */
  text: text(120).optional(),
}

export const entryFilters = z.strictObject(filterShape)
export type EntryFilters = z.output<typeof entryFilters>

/** For doors of programs: what is wrong is told. */
export const headInput = z.object({
  query: z.strictObject({ ...filterShape, after: z.coerce.number().int().min(0) }),
})
export const exportInput = z.object({
  query: z.strictObject({ ...filterShape, format: z.enum(['csv', 'jsonl']) }),
})

const NOT_KEPT = '(not kept)'
/** As the record writes them: a kind and the id of a row, and names of our own with dots. */
const SUBJECT = /^[a-z]+:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const ACTION = /^[a-z]+(\.[a-z]+)+$/i

/**
 * What of the filters may go on the record, from which nothing can be erased. Whoever looks for somebody types their name or
 * address, in the field for words or, in an address written by hand, in place of a subject or an action.
 */
export function keepable<Asked extends EntryFilters>(asked: Asked): Asked {
  const { text: words, subject, action } = asked
  return {
    ...asked,
    ...(words !== undefined && { text: NOT_KEPT }),
    ...(subject !== undefined && !SUBJECT.test(subject) && { subject: NOT_KEPT }),
    ...(action !== undefined && !ACTION.test(action) && { action: NOT_KEPT }),
  }
}

const pageQuery = z.object({ ...filterShape, before: entryNumber.optional(), entry: entryNumber.optional() })
export type PageQuery = z.output<typeof pageQuery>

/** For the address of a page: what makes no sense is as if it were not there, and `leftOut` names it. */
export function readPageQuery(search: Record<string, string | string[] | undefined>): PageQuery {
  const sound = Object.entries(pageQuery.shape).flatMap(([name, schema]) => {
    const parsed = schema.safeParse(search[name])
    return parsed.success && parsed.data !== undefined ? [[name, parsed.data] as const] : []
  })
  return pageQuery.parse(Object.fromEntries(sound))
}

/** The names in the address of a page that say nothing it knows, or say it in no way it knows. */
export function leftOut(search: Record<string, string | string[] | undefined>): string[] {
  const shape: Partial<Record<string, z.ZodType>> = pageQuery.shape
  return Object.entries(search).flatMap(([name, value]) => {
    const sound =
      value === undefined ||
      value === '' ||
      (Object.hasOwn(shape, name) && shape[name]?.safeParse(value).success)
    return sound ? [] : [name]
  })
}

/** Something an entry is about, in words; with the page where it is, for those who may open it. */
export type SubjectView = { words: string; href: string | null }

export type EntryView = {
  seq: number
  at: string
  phase: AuditPhase
  action: string
  /** Null: the system itself, or nobody who was signed in. */
  actor: { id: string; name: string } | null
  subject: SubjectView | null
  reason: string | null
  /** How it ended, where the entry says it: done, confirmed, failed, refused and the like. */
  outcome: string | null
  hash: string
}

export type EntryList = {
  entries: EntryView[]
  /** Where the next page begins; null on the last one. */
  older: number | null
  /** Free text is looked for in this many entries at a time. */
  searched: number | null
}

export type RelatedEntry = Pick<EntryView, 'seq' | 'at' | 'phase' | 'action' | 'outcome'>

export type EntryDetail = EntryView & {
  /** What else stands in it, name by name, in the order of reading. */
  facts: { name: string; value: string }[]
  details: { name: string; value: string }[]
  related: RelatedEntry[]
  prevHash: string
  nextHash: string | null
}

export type Choice = { id: string; name: string }
export type FilterChoices = { people: Choice[]; actions: string[]; projects: Choice[] }

export type BreakProblem =
  | 'missing'
  | 'changed'
  | 'unlinked'
  | 'head-differs'
  | 'unknown-key'
  | 'forged'
  | 'cut-off'
  | 'rewritten'

export type VerificationView =
  | { state: 'unbroken'; entries: number; fullAt: string; fullMs: number; at: string }
  | { state: 'broken'; seq: number; problem: BreakProblem; sound: number | null; at: string }

export type CheckpointsView = {
  count: number
  last: { seq: number; at: string } | null
  /** Whether there was one, for each of the last days, the latest last. */
  days: boolean[]
  keyId: string | null
  /** The storage outside, when the settings name one: the last that is there, and whether those since are late. */
  outside: { last: { seq: number; at: string } | null; late: boolean } | null
}
