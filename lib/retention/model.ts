/** Holds, deletions and rules of retention, as pages see them. */
import { z } from 'zod'
import { idSchema } from '#lib/system/ids.ts'

/** One place where a recording's file lay, written down before it went. */
export type NotedFile = {
  /** `disk`, a bucket, `platform`, or `findings`: the pictures that they hold. */
  where: string
  name: string | null
  sha256: string | null
  size: number | null
  state: string
}

export type HoldView = {
  id: string
  reason: string
  placedBy: string
  placedAt: string
  liftedBy: string | null
  liftedAt: string | null
  liftReason: string | null
}

export type DeletionState = 'waiting' | 'refused' | 'withdrawn' | 'expired' | 'deleting' | 'done'

/** A deletion that was asked for, or is due by rule, as somebody sees it. */
export type DeletionView = {
  id: string
  archiveId: string
  projectId: string
  projectName: string
  sessionName: string | null
  recordedAt: string | null
  /** Bytes. */
  size: number | null
  state: DeletionState
  /** Null when a rule asks. */
  askedBy: string | null
  rule: string | null
  reason: string
  askedAt: string
  expiresAt: string | null
  answeredBy: string | null
  answeredAt: string | null
  words: string | null
  doneAt: string | null
  /** The reader asked for it. */
  mine: boolean
  mayAnswer: boolean
  /** Something holds it: nobody can agree. */
  held: boolean
  findings: number
}

/** What becomes of a recording, with what the reader may do about it. */
export type LettingGo = {
  holds: HoldView[]
  retention: RetentionView
  deletion: (DeletionView & DeletionProgress) | null
  /** It runs still, so nobody asks yet. */
  runs: boolean
  mayHold: boolean
  mayAsk: boolean
  mayAnswer: boolean
}

export type DeletionProgress = {
  files: NotedFile[]
  storageDoneAt: string | null
  platformDoneAt: string | null
  failure: string | null
  nextAt: string | null
}

/** Which rule applies and when it lets go. `held`: a hold stands above it. */
export type RetentionView = {
  rule: string | null
  keepDays: number | null
  date: string | null
  held: boolean
}

export const RETENTION_SCOPES = ['all', 'withFinding', 'withoutFinding', 'withAction'] as const
export type RetentionScope = (typeof RETENTION_SCOPES)[number]

export type RuleView = {
  id: string
  /** Null: of all projects. */
  projectId: string | null
  projectName: string | null
  name: string
  scope: RetentionScope
  keepDays: number
  createdBy: string
  createdAt: string
  mayChange: boolean
}

export type RetentionPage = {
  rules: RuleView[]
  projects: { id: string; name: string }[]
  everywhere: boolean
}

/** What a change of rules would delete that the rules as they are would not. */
export type RetentionPreview = {
  count: number
  bytes: number
  /** Of these, how many on the next round, within the hour; the others within thirty days. */
  atOnce: number
  first: {
    archiveId: string
    sessionName: string | null
    projectName: string
    recordedAt: string
    dueAt: string
  }[]
}

const reason = z.string().trim().min(1).max(500)
const words = z.string().trim().min(1).max(200).optional()

export const holdInput = z.strictObject({ archiveId: idSchema, reason })
export const liftInput = z.strictObject({ holdId: idSchema, reason })
export const askDeletionInput = z.strictObject({ archiveId: idSchema, reason })
export const answerDeletionInput = z.strictObject({ deletionId: idSchema, words })
export const deletionInput = z.strictObject({ deletionId: idSchema })
export const certificateInput = z.object({ params: z.object({ id: idSchema }) })

/** Ten years are the longest: who wants to keep for good makes no rule. */
export const ruleDraft = z.strictObject({
  projectId: idSchema.nullable(),
  name: z.string().trim().min(1).max(80),
  scope: z.enum(RETENTION_SCOPES),
  keepDays: z.int().min(1).max(3_650),
})
export type RuleDraft = z.output<typeof ruleDraft>
export const changeRuleInput = z.strictObject({
  ruleId: idSchema,
  draft: ruleDraft.omit({ projectId: true }),
})
export const ruleInput = z.strictObject({ ruleId: idSchema })

/** A rule more, a rule changed, or a rule less. */
export const previewInput = z.strictObject({ ruleId: idSchema.nullable(), draft: ruleDraft.nullable() })

export type ExportState = 'making' | 'ready' | 'failed' | 'expired'

export type ExportView = {
  id: string
  askedBy: string
  askedAt: string
  reason: string
  state: ExportState
  expiresAt: string | null
  /** Bytes. */
  size: number | null
  /** Code of why there is none, or not yet. */
  failure: string | null
}

export const askExportInput = z.strictObject({
  archiveId: idSchema,
  reason: z.string().trim().min(1).max(500),
})
export const packageInput = z.object({ params: z.object({ id: idSchema }) })
