/** Letting go: holds, rules for how long, deletions, packages, as pages see them and as they come in. */
import { z } from 'zod'
import { idSchema } from '#lib/system/ids.ts'

export const RETENTION_SCOPES = ['all', 'withFinding', 'withoutFinding', 'withAction'] as const
export type RetentionScope = (typeof RETENTION_SCOPES)[number]
export type DeletionState = 'waiting' | 'refused' | 'withdrawn' | 'expired' | 'deleting' | 'done'
export type ExportState = 'making' | 'ready' | 'failed' | 'expired'

export type HoldView = {
  id: string
  reason: string
  placedBy: string
  placedAt: string
  liftedBy: string | null
  liftedAt: string | null
  liftReason: string | null
}

/** How long a recording is kept: on hold above all, until a date by the longest rule that applies, or for good. */
export type KeepingView =
  | { kept: 'held'; holds: number; rule: string | null; until: string | null }
  | { kept: 'until'; rule: string; days: number; until: string }
  | { kept: 'forGood' }
  /** It is not over yet, or there is nothing of it. */
  | { kept: 'notYet' }
  | { kept: 'deleting' }
  | { kept: 'deleted'; at: string }

/** One copy that there was, as written down before it went. */
export type DeletedFile = { digest: string | null; size: number | null; where: string }

/** One deletion, asked, under way or done, as somebody sees it. */
export type DeletionView = {
  id: string
  archiveId: string
  projectId: string
  projectName: string
  sessionId: string
  sessionName: string | null
  recordedAt: string | null
  /** Seconds. */
  duration: number | null
  state: DeletionState
  /** Null: a rule asked. */
  askedBy: string | null
  askedAt: string
  rule: string | null
  reason: string
  expiresAt: string | null
  answeredBy: string | null
  answeredAt: string | null
  words: string | null
  files: DeletedFile[]
  doneAt: string | null
  /** Code of why it has not gone through yet. */
  failure: string | null
  attempts: number
  held: boolean
  mine: boolean
  mayAnswer: boolean
}

export type ExportView = {
  id: string
  askedBy: string
  askedAt: string
  reason: string
  state: ExportState
  expiresAt: string | null
  size: number | null
  failure: string | null
}

/** What the page of a recording shows of its letting go; `may`: what its reader may do. */
export type LettingGo = {
  archiveId: string
  keeping: KeepingView
  holds: HoldView[]
  deletion: DeletionView | null
  exports: ExportView[]
  may: { hold: boolean; delete: boolean; export: boolean }
}

export type RuleView = {
  id: string
  name: string
  projectId: string | null
  projectName: string | null
  scope: RetentionScope
  keepDays: number
  createdBy: string
  createdAt: string
}

/** What a change of rules would delete at once, that the rules of today would not. */
export type RetentionPreview = {
  recordings: number
  /** Bytes, of those whose size is known. */
  bytes: number
  /** The ones that would go first. */
  first: { archiveId: string; sessionName: string | null; projectName: string; recordedAt: string }[]
  /** On hold: kept whatever the rules say. */
  held: number
}

const reason = z.string().trim().min(3, { error: 'Say why, in a few words.' }).max(300)
const words = z.string().trim().min(1).max(200)

export const placeHoldInput = z.strictObject({ archiveId: idSchema, reason })
export const liftHoldInput = z.strictObject({ holdId: idSchema, reason })
export const askDeletionInput = z.strictObject({ archiveId: idSchema, reason })
export const deletionInput = z.strictObject({ deletionId: idSchema })
export const answerDeletionInput = z.strictObject({ deletionId: idSchema, words: words.optional() })
export const askExportInput = z.strictObject({ archiveId: idSchema, reason })

const keepDays = z.int({ error: 'Days are a whole number.' }).min(1).max(36_500)
const ruleFields = {
  projectId: idSchema.nullable(),
  scope: z.enum(RETENTION_SCOPES),
  keepDays,
}
export const addRuleInput = z.strictObject({ ...ruleFields, name: z.string().trim().min(1).max(80) })
export const removeRuleInput = z.strictObject({ ruleId: idSchema })
export const previewInput = z.discriminatedUnion('change', [
  z.strictObject({ change: z.literal('add'), ...ruleFields }),
  z.strictObject({ change: z.literal('remove'), ruleId: idSchema }),
])
export type RuleChange = z.output<typeof previewInput>

export const certificateInput = z.object({
  params: z.object({ id: idSchema }),
  query: z.object({ format: z.enum(['pdf', 'json']).default('pdf') }),
})
export const packageInput = z.object({ params: z.object({ id: idSchema }) })
