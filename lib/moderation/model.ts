/** What moderators do about it. Plain data, safe for the browser; the rules stand in the verb files. */
import { z } from 'zod'
import { idSchema } from '#lib/system/ids.ts'

export const ACTION_KINDS = [
  'disconnect',
  'unpublish',
  'mute',
  'muteAll',
  'liftMute',
  'warn',
  'startArchive',
  'stopArchive',
] as const
export type ActionKind = (typeof ACTION_KINDS)[number]

/** Why an action did not take effect. Each has its words in `failure-words.ts`. */
export type ActionFailure =
  | 'already-gone'
  | 'not-permitted'
  | 'platform-refused'
  | 'platform-unreachable'
  | 'platform-busy'
  | 'bad-credentials'
  | 'relayed-session'
  | 'already-recording'
  | 'nobody-connected'
  | 'browser-refused'
  | 'not-told'
  | 'objected'
  | 'paused'

/** What showed that it took effect: the platform's callback, a watching browser, the recipient's page, a reconciliation. */
export type Evidence = 'callback' | 'watcher' | 'receipt' | 'check'

/** `asked -> sent -> confirmed | failed | unconfirmed`; each variant carries what is true in it. */
export type Outcome =
  | { state: 'asked' }
  | { state: 'sent' }
  | { state: 'confirmed'; at: string; by: Evidence }
  | { state: 'failed'; at: string; failure: ActionFailure }
  | { state: 'unconfirmed'; at: string }

export type ActionTargetView = {
  id: string
  connectionId: string | null
  streamId: string | null
  archiveId: string | null
  outcome: Outcome
}

export type ActionView = {
  id: string
  kind: ActionKind
  sessionId: string
  actorId: string
  actorName: string
  /** Who agreed, when it needed a second person. */
  approvedBy: string | null
  reason: string | null
  askedAt: string
  sentAt: string | null
  outcome: Outcome
  targets: ActionTargetView[]
}

/** What a moderator may give as reason; the first eight are the dialog's chips, in this order. */
export const REASONS = [
  'Harassment',
  'Shouting or noise',
  'Hate',
  'Nudity or sexual',
  'Minor at risk',
  'Spam',
  'Impersonation',
  'Other',
] as const

const reason = z.string().trim().min(1).max(200)

/** What the doors in `actions.ts` take. */
export const disconnectInput = z.strictObject({ connectionId: idSchema, reason })
export const unpublishInput = z.strictObject({ streamId: idSchema, reason })
export const muteInput = z.strictObject({ streamId: idSchema, reason: reason.optional() })
export const muteAllInput = z.strictObject({
  sessionId: idSchema,
  exceptStreamIds: z.array(idSchema).max(100).default([]),
  reason: reason.optional(),
})
export const liftMuteInput = z.strictObject({ sessionId: idSchema })
export const warnInput = z.strictObject({ connectionId: idSchema, text: z.string().trim().min(1).max(500) })
export const startArchiveInput = z.strictObject({ sessionId: idSchema, reason: reason.optional() })
export const stopArchiveInput = z.strictObject({ archiveId: idSchema, reason: reason.optional() })
/** What the moderator's own connection answered when it was told to unpublish somebody. */
export const unpublishAnswerInput = z.strictObject({
  actionId: idSchema,
  answer: z.enum(['accepted', 'not-found', 'not-permitted', 'failed']),
})
/** A watching browser saw this stream's sound go off (`streamPropertyChanged`): the only sign of a mute there is. */
export const observeSoundInput = z.strictObject({ streamId: idSchema, hasAudio: z.literal(false) })
/** A watching browser was told that the room's mute for newcomers began or ended (`muteForced`). */
export const observeRoomMuteInput = z.strictObject({ sessionId: idSchema, active: z.boolean() })
