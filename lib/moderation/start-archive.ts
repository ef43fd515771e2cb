import 'server-only'
import { announce } from '#lib/live/announce.ts'
import { archiveViews, sessionViews } from '#lib/live/views.ts'
import { platformFor } from '#lib/platform/platform-for.ts'
import { type Database, database, type Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { fail, type Result } from '#lib/system/result.ts'
import { type Asked, askAction } from './ask-action.ts'
import type { findSession } from './find-target.ts'
import { lockActions } from './lock-actions.ts'
import type { Asker } from './remove-participant.ts'
import { outcomeOfFailure, settleWhole } from './send-action.ts'
import { settleArchives } from './settle-archives.ts'

type LiveSession = NonNullable<Awaited<ReturnType<typeof findSession>>>
export type StartRefusal = 'relayed-session' | 'nobody-connected' | 'already-recording' | 'paused'

/** Asks to record a session; refuses at once what the platform would refuse. */
export async function startArchive(
  { actor, tx, requestId }: Asker,
  session: LiveSession,
  reason: string | null,
): Promise<Result<Asked, StartRefusal>> {
  if (session.mode === 'relayed') return fail('relayed-session')
  if (!session.live) return fail('nobody-connected')
  if (await runs(tx, session.id)) return fail('already-recording')
  return askAction(tx, {
    actor,
    kind: 'startArchive',
    projectId: session.projectId,
    sessionId: session.id,
    reason,
    requestId,
    targets: [{}],
  })
}

/** A recording that runs, or a start still asked for; the session's lock orders two who press at the same moment. */
async function runs(tx: Tx, sessionId: string): Promise<boolean> {
  const running = await tx.archive.count({
    where: { sessionId, state: { in: ['starting', 'recording', 'paused'] } },
  })
  const asked = await tx.action.count({
    where: { sessionId, kind: 'startArchive', state: { in: ['asked', 'sent'] } },
  })
  return running + asked > 0
}

/** Calls the platform, and keeps the recording's id at once: it could not be found again after a crash. */
export async function sendStart(actionId: string, session: LiveSession): Promise<void> {
  const platform = await platformFor(session.projectId)
  const answer = await platform.startArchive(session.platformId, session.name ? { name: session.name } : {})
  if (!answer.ok) return settleWhole(database(), actionId, outcomeOfFailure(answer.failure, 'startArchive'))
  await settleWhole(database(), actionId, { state: 'sent' })
  await keepStarted(database(), actionId, session, answer.value.id)
}

async function keepStarted(
  db: Database,
  actionId: string,
  session: LiveSession,
  platformId: string,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const { actorId } = await tx.action.findUniqueOrThrow({
      where: { id: actionId },
      select: { actorId: true },
    })
    const archive = await tx.archive.upsert({
      where: { projectId_platformId: { projectId: session.projectId, platformId } },
      create: {
        id: newId(),
        projectId: session.projectId,
        sessionId: session.id,
        platformId,
        name: session.name,
        state: 'starting',
        startedById: actorId,
      },
      update: { startedById: actorId }, // its callback was faster
      select: { id: true },
    })
    await lockActions(tx, [actionId])
    await tx.actionTarget.updateMany({
      where: { actionId, archiveId: null },
      data: { archiveId: archive.id },
    })
    const settled = await settleArchives(tx, [{ archiveId: archive.id }])
    const shared = { projectId: session.projectId, sessionId: session.id }
    const archives = await archiveViews(tx, [archive.id])
    const sessions = await sessionViews(tx, [session.id])
    await announce(tx, [
      ...settled,
      ...archives.map((view) => ({ ...shared, change: { kind: 'archive' as const, archive: view } })),
      ...sessions.map((view) => ({ ...shared, change: { kind: 'session' as const, session: view } })),
    ])
  })
}
