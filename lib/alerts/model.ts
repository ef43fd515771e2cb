/** Alerts as pages see them: what the system noticed, who looks after it, and what came of it. */
import { z } from 'zod'
import type { AlertKind as LiveAlertKind } from '#lib/live/model.ts'
import { idSchema } from '#lib/system/ids.ts'

/** Beside what may alarm in a live session, what may happen to recordings, their storage, and programs that are told. */
export type AlertKind =
  | LiveAlertKind
  | 'uploadLost'
  | 'copyExpiring'
  | 'copyGone'
  | 'copyEmpty'
  | 'fileMissing'
  | 'fileChanged'
  | 'storageTrouble'
  | 'storageTooPowerful'
  | 'storageUnsafe'
  | 'deletionStuck'
  | 'endpointDisabled'
export type AlertLevel = 'notice' | 'urgent'
export type AlertEvent = 'raised' | 'escalated' | 'claimed' | 'released' | 'resolved' | 'reopened'

const NOTHING = z.object({})
/** What is wrong with a recording, and the platform's own word for it. */
const recording = z.object({
  why: z.string().nullable().catch(null),
  said: z.string().nullable().catch(null),
})
/** Until when the platform still has a copy. */
const copy = z.object({ copyUntil: z.iso.datetime().nullable().catch(null) })

/** What stands in an alert beside its place. Where something is missing or is no such thing, it is as if nothing had been said. */
export const ALERT_DETAILS = {
  unexplainedForce: NOTHING,
  grantReused: NOTHING,
  personalData: NOTHING,
  actionUnconfirmed: NOTHING,
  archiveNotStarted: recording,
  archiveStoppedAlone: recording,
  archiveObjection: NOTHING,
  archiveSilent: recording,
  /** `saved`: the platform kept it itself, and Gavel has fetched it from there. */
  uploadLost: copy.extend({ saved: z.boolean().catch(false) }),
  copyExpiring: copy,
  copyGone: NOTHING,
  copyEmpty: NOTHING,
  fileMissing: NOTHING,
  fileChanged: NOTHING,
  storageTrouble: NOTHING,
  storageTooPowerful: NOTHING,
  storageUnsafe: NOTHING,
  deletionStuck: NOTHING,
  /** The host of the address alone: a path may hold somebody's secret. */
  endpointDisabled: z.object({ host: z.string().nullable().catch(null) }),
} satisfies Record<AlertKind, z.ZodType>

export type AlertSaid = {
  [Kind in AlertKind]: { kind: Kind; details: z.output<(typeof ALERT_DETAILS)[Kind]> }
}[AlertKind]

/** Where an alert leads. `none`: there is no page of it that the reader may open. */
export type AlertPage = 'session' | 'archive' | 'project' | 'endpoints' | 'none'

/** How an alert ended: by itself, or by somebody with words. */
export type AlertEnd =
  | { by: 'itself'; at: string }
  | { by: 'person'; at: string; name: string; words: string; mayUndo: boolean }

export type AlertView = AlertSaid & {
  id: string
  level: AlertLevel
  projectName: string
  about: { page: AlertPage; id: string; name: string | null }
  at: string
  claimed: { at: string; name: string; mine: boolean } | null
  end: AlertEnd | null
  mayHandle: boolean
}

export const ALERT_PARTS = ['open', 'mine', 'resolved'] as const
export type AlertPart = (typeof ALERT_PARTS)[number]

const KINDS = Object.keys(ALERT_DETAILS) as [AlertKind, ...AlertKind[]] // the keys of the object above, by definition

/** The page's address: what is wrong in it is as if it were not there. */
export const alertQuerySchema = z.object({
  show: z.enum(ALERT_PARTS).catch('open'),
  kind: z.enum(KINDS).optional().catch(undefined),
  level: z.enum(['notice', 'urgent']).optional().catch(undefined),
  project: idSchema.optional().catch(undefined),
  /** The alert after which the page begins. */
  after: idSchema.optional().catch(undefined),
})
export type AlertQuery = z.output<typeof alertQuerySchema>

export type AlertList = { position: number; alerts: AlertView[]; next: string | null; open: number }

/** What the bell shows: how many are open, how many of them urgent, and when the newest came. */
export type AlertCount = { position: number; open: number; urgent: number; newestAt: string | null }
export type Bell = AlertCount & { newest: AlertView[] }

export const MAIL_CHOICES = ['none', 'urgent', 'all'] as const
export type MailChoice = (typeof MAIL_CHOICES)[number]

export const alertInput = z.strictObject({ alertId: idSchema })
export const resolveInput = z.strictObject({
  alertId: idSchema,
  words: z.string().trim().min(1).max(300),
})
export const mailChoiceInput = z.strictObject({ mail: z.enum(MAIL_CHOICES) })
