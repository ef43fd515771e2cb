/** Recordings as pages see them. */
import { z } from 'zod'
import type { AlertView, ArchiveView, ConnectionView, StreamView, TimelineEvent } from '#lib/live/model.ts'
import type { ActionView } from '#lib/moderation/model.ts'
import { idSchema } from '#lib/system/ids.ts'
import { isTimeZone } from './policy-hours.ts'

export type ViewingView = { name: string; at: string }

/** An alarm about a recording; `over` once its cause is gone, or somebody has resolved it. */
export type AlarmView = Omit<AlertView, 'connectionId'> & { over: string | null }

/** One recording with what happened while it ran, and who opened it. */
export type ArchivePage = {
  position: number
  archive: ArchiveView
  events: TimelineEvent[]
  actions: ActionView[]
  connections: ConnectionView[]
  streams: StreamView[]
  viewings: ViewingView[]
  alarms: AlarmView[]
}

/** What the door to a recording's bytes takes. */
export const recordingInput = z.object({ params: z.object({ id: idSchema }) })

const roleKeys = z.array(z.string().min(1).max(100)).max(100)
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'A time is written 09:30.' })

/**
 * Who may record in a project. What is stored says by which version it was written: one that this version does not know is
 * not guessed at, and then nobody records.
 */
export const archivePolicySchema = z.strictObject({
  version: z.literal(1),
  /** Keys of roles. Who is in none of the first two may not record at all. */
  atOnce: roleKeys,
  asks: roleKeys,
  approves: roleKeys,
  /** Of the sessions' names, `*` for anything; null: all sessions, also those without a name. */
  sessions: z.string().trim().min(1).max(100).nullable(),
  hours: z
    .strictObject({
      zone: z.string().max(60).refine(isTimeZone, { error: 'There is no such time zone.' }),
      from: clock,
      to: clock,
    })
    .refine(({ from, to }) => from !== to, { error: 'These hours begin when they end.' })
    .nullable(),
  /** Minutes for which a request waits, and for which an approval is good. */
  lastsMinutes: z.int().min(1).max(1_440),
  /** Minutes after which a recording is stopped; null: never. */
  longestMinutes: z.int().min(1).max(480).nullable(),
  needsReason: z.boolean(),
})
export type ArchivePolicy = z.output<typeof archivePolicySchema>

/** Why somebody may not record a session. Each has its words in `refusal-words.ts`. */
export type RecordRefusal =
  | 'relayed-session'
  | 'encrypted-session'
  | 'nobody-connected'
  | 'not-by-policy'
  | 'other-sessions'
  | 'outside-hours'

/** What is wrong with a recording that should run. Each has its words in `alarm-words.ts`. */
export type RecordingTrouble =
  | 'refused'
  | 'unanswered'
  | 'nothing-recorded'
  | 'failed'
  | 'stopped'
  | 'unconfirmed'
  | 'nobody-publishes'

export type RequestState = 'waiting' | 'approved' | 'refused' | 'withdrawn' | 'expired' | 'used'

/** One request, as somebody sees it. */
export type RequestView = {
  id: string
  projectId: string
  projectName: string
  sessionId: string
  sessionName: string | null
  /** Who would be told of the recording. */
  connections: number
  live: boolean
  state: RequestState
  askedBy: string
  askedAt: string
  reason: string | null
  expiresAt: string
  answeredBy: string | null
  answeredAt: string | null
  words: string | null
  /** The reader asked for it. */
  mine: boolean
  mayAnswer: boolean
  /** Names of the roles that may answer. */
  answerers: string[]
  longestMinutes: number | null
}

export type RequestList = { position: number; requests: RequestView[] }
export const REQUEST_PARTS = ['waiting', 'mine', 'decided'] as const
export type RequestPart = (typeof REQUEST_PARTS)[number]

/** What pressing the button would do for the reader of a session's page, in words. */
export type RecordingRight = {
  verdict: 'allow' | 'ask' | 'refuse'
  /** Why it is so; null when there is nothing to say. */
  words: string | null
  needsReason: boolean
  longestMinutes: number | null
  /** When the hours begin in which it is possible; null when it is not for the hour. */
  opensAt: string | null
  request: RequestView | null
}

/** A project's policy, with the roles it can speak of. */
export type PolicyPage = {
  policy: ArchivePolicy | null
  /** Recordings of the last 30 days that nobody here began: sessions that record themselves, and other programs. */
  unauthorized: number
  roles: { key: string; name: string; mayStart: boolean; mayApprove: boolean }[]
}

const words = z.string().trim().max(200)
export const askToRecordInput = z.strictObject({ sessionId: idSchema, reason: words.min(1).optional() })
export const requestInput = z.strictObject({ requestId: idSchema })
export const answerInput = z.strictObject({ requestId: idSchema, words: words.min(1).optional() })
export const saveArchivePolicyInput = z.strictObject({
  projectId: idSchema,
  policy: archivePolicySchema.nullable(),
})
