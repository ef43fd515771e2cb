import 'server-only'
import { settleActions } from '#lib/moderation/settle-actions.ts'
import type { PlatformArchive } from '#lib/platform/model.ts'
import type { Database } from '#lib/system/database.ts'
import { announceTouched } from '../announce-touched.ts'
import { project } from '../project/project.ts'
import { placeSessions } from '../project/sessions.ts'
import { archiveEvidence } from './compare.ts'

/** Where a recording lies, and when the platform was asked about it. */
export type AskedRecording = {
  session: { id: string; projectId: string; platformId: string; firstSeenAt: Date }
  asked: Date
}

/** Merges what the platform says of one recording, as if a callback had told it: one that was lost is made good by this. */
export async function mergeRecording(
  db: Database,
  { session, asked }: AskedRecording,
  archive: PlatformArchive,
): Promise<void> {
  const archives = archiveEvidence({ ...session, asked }, archive)
  if (archives.length === 0) return
  await db.$transaction(
    async (tx) => {
      await placeSessions(tx, [{ ...session, at: session.firstSeenAt }])
      const touched = await project(tx, { sessions: [], connections: [], streams: [], archives })
      const { id: sessionId, projectId } = session
      const told = { projectId, sessionId, kind: 'archive', reason: null, connectionId: null, streamId: null }
      const settled = await settleActions(
        tx,
        touched.archives.map((archiveId) => ({ ...told, archiveId, at: asked })),
      )
      await announceTouched(tx, { ...touched, sessions: [sessionId], events: [] }, settled)
    },
    { maxWait: 5_000, timeout: 10_000 },
  )
}
