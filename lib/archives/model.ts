/** Recordings as pages see them. */
import { z } from 'zod'
import type { ArchiveView, ConnectionView, StreamView, TimelineEvent } from '#lib/live/model.ts'
import type { ActionView } from '#lib/moderation/model.ts'
import { idSchema } from '#lib/system/ids.ts'

export type ViewingView = { name: string; at: string }

/** One recording with what happened while it ran, and who opened it. */
export type ArchivePage = {
  position: number
  archive: ArchiveView
  events: TimelineEvent[]
  actions: ActionView[]
  connections: ConnectionView[]
  streams: StreamView[]
  viewings: ViewingView[]
}

/** Newest first; `next` is the cursor of the following page, `position` where the feed stood. */
export type ArchiveList = { position: number; archives: ArchiveView[]; next: string | null }

/** What the door to a recording's bytes takes. */
export const recordingInput = z.object({ params: z.object({ id: idSchema }) })
