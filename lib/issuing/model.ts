/** Who may enter. Plain data, safe for the browser as types; the rules stand in the verb files. */
import { z } from 'zod'
import type { RoomRecording } from '#lib/archives/model.ts'
import { idSchema } from '#lib/system/ids.ts'

/** All that a browser needs to connect to one session, once, soon. */
export type Ticket = {
  /** The project's public key. */
  apiKey: string
  /** Where the platform is, when it is not the public one. */
  apiUrl: string | null
  /** The platform's id of the session. */
  sessionId: string
  token: string
}

export type WatchTicket = Ticket & { role: 'subscriber' | 'moderator' }

export type RoomTicket = Ticket & {
  role: 'subscriber' | 'publisher'
  /** As it was kept: cleaned. */
  name: string
  sessionName: string | null
  projectName: string
  /** Known to this browser alone: with it the same person comes in again, and confirms what moderators sent them. */
  receipt: string
  recording: RoomRecording
}

export type InviteLink = { url: string; expiresAt: string }

/** What the room's page shows before somebody has entered. */
export type InviteView =
  | {
      state: 'open'
      sessionName: string | null
      projectName: string
      role: 'subscriber' | 'publisher'
      /** A recording runs at this moment: whoever comes in is in it. */
      recorded: boolean
    }
  | { state: InviteRefusal }

export type InviteRefusal = 'unknown' | 'used' | 'expired' | 'revoked' | 'closed'
export type EntryRefusal =
  | Exclude<InviteRefusal, 'unknown'>
  | 'full'
  | 'name-empty'
  | 'name-too-long'
  | 'no-token'
  | 'paused'

/** The longest display name, counted as a reader counts. */
export const LONGEST_NAME = 60

export const watchSessionInput = z.strictObject({ sessionId: idSchema })
export const createInviteInput = z.strictObject({
  sessionId: idSchema,
  role: z.enum(['subscriber', 'publisher']).default('publisher'),
  /** How many people may come in by it. */
  uses: z.number().int().min(1).max(100).default(1),
  hours: z.number().int().min(1).max(168).default(24),
})
export const enterRoomInput = z.strictObject({
  /** The last part of the link. */
  invite: z.string().max(100),
  name: z.string().max(20_000),
  /** Of an earlier entry from this browser, when the page was reloaded or the connection lost. */
  receipt: z.string().max(200).optional(),
})
export const acknowledgeWarningInput = z.strictObject({ actionId: idSchema, receipt: z.string().max(200) })
