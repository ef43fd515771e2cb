/** Recordings as pages see them. */
import { z } from 'zod'
import type {
  AlertView,
  ArchiveStanding,
  ArchiveView,
  ConnectionView,
  StreamView,
  TimelineEvent,
} from '#lib/live/model.ts'
import type { ActionView } from '#lib/moderation/model.ts'
import { idSchema } from '#lib/system/ids.ts'
import { isTimeZone } from './policy-hours.ts'

/** An alarm about a recording; `over` once its cause is gone, or somebody has resolved it. */
export type AlarmView = Omit<AlertView, 'connectionId'> & { over: string | null }

/** One recording with what happened while it ran. */
export type ArchivePage = {
  position: number
  archive: ArchiveView
  events: TimelineEvent[]
  actions: ActionView[]
  connections: ConnectionView[]
  streams: StreamView[]
  alarms: AlarmView[]
}

/** A recording in the list, with what is in it. */
export type ArchiveFound = ArchiveView & {
  findings: number
  /** What moderators did while it ran. */
  actions: number
  review: 'new' | 'inReview' | 'done'
  held: boolean
}

/** How many of those that match are what; `whole`: all of them were counted, else only the newest `count`. */
export type ArchiveFacets = {
  count: number
  whole: boolean
  held: number
  withFinding: number
  withAction: number
  standings: Partial<Record<ArchiveStanding, number>>
  reviews: Partial<Record<ArchiveFound['review'], number>>
}

/** Newest first; `next` is the cursor of the following page, `position` where the feed stood. */
export type ArchiveResults = {
  position: number
  archives: ArchiveFound[]
  next: string | null
  facets: ArchiveFacets
}

export type SearchChoices = {
  projects: { id: string; name: string }[]
  moderators: { id: string; name: string }[]
}

/** A search kept under a name; `query` as it stands in the address. */
export type SavedSearchView = { id: string; name: string; query: string }

const roleKeys = z.array(z.string().min(1).max(100)).max(100)
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'A time is written 09:30.' })

/**
 * Who may record in a project. What is stored says by which version it was written: one that this version does not know is
 * not guessed at, and then nobody records.
 */
const policyOfVersion1 = z.strictObject({
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

/** What participants are told about who records: that it is for the project, or by which role too. Never a name. */
export const AUTHORITIES = ['project', 'role'] as const
/** What comes of a participant who does not want to be recorded: nothing, moderators are told, or nothing is recorded then. */
export const OBJECTIONS = ['none', 'told', 'stop'] as const

export const archivePolicySchema = policyOfVersion1.extend({
  version: z.literal(2),
  tells: z.enum(AUTHORITIES),
  objections: z.enum(OBJECTIONS),
  /** None begins before the room's page of everybody who is there has shown the notice. */
  toldFirst: z.boolean(),
})
export type ArchivePolicy = z.output<typeof archivePolicySchema>
export type Objections = ArchivePolicy['objections']

/** A policy as it may be stored: an earlier version says what it always meant, in today's words. */
export const storedPolicySchema = z.union([
  archivePolicySchema,
  policyOfVersion1.transform(
    (policy): ArchivePolicy => ({
      ...policy,
      version: 2,
      tells: 'project',
      objections: 'none',
      toldFirst: false,
    }),
  ),
])

/** Why somebody may not record a session. Each has its words in `refusal-words.ts`. */
export type RecordRefusal =
  | 'relayed-session'
  | 'encrypted-session'
  | 'nobody-connected'
  | 'not-by-policy'
  | 'other-sessions'
  | 'outside-hours'
  | 'objected'

/** What the room knows of a recording when somebody comes in. */
export type RoomRecording = {
  /** By whose authority; null when none runs that began here. */
  by: string | null
  objections: Objections
  /** A start that is told and has not begun: its notice is shown to who comes in just then too. */
  begins: { start: string; by: string } | null
  /** They have said that they do not want to be recorded. */
  objects: boolean
}

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
  /** What everyone in the session is told, and may say, when it runs. */
  notice: string
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
export const answerInput = z.strictObject({
  requestId: idSchema,
  words: words.min(1).optional(),
  /** The last part of the link in a letter, where that is where the answer comes from. */
  letter: z.string().max(100).optional(),
})
/** A room's page has shown that a recording is about to begin. */
export const noticeInput = z.strictObject({ actionId: idSchema, receipt: z.string().max(200) })
/** A participant does not want to be recorded, or takes that back. */
export const objectInput = z.strictObject({ receipt: z.string().max(200), objects: z.boolean() })
export const saveArchivePolicyInput = z.strictObject({
  projectId: idSchema,
  policy: archivePolicySchema.nullable(),
})
