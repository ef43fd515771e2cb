import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { everyoneTold } from '#lib/archives/acknowledge-notice.ts'
import type { ArchivePolicy, RecordRefusal } from '#lib/archives/model.ts'
import { noticeOfStart, RECORDING_SIGNAL } from '#lib/archives/recording-notice.ts'
import { hasObjector, verdictFor } from '#lib/archives/who-records.ts'
import { announce } from '#lib/live/announce.ts'
import { archiveViews, sessionViews } from '#lib/live/views.ts'
import type { PlatformFailure } from '#lib/platform/model.ts'
import { platformFor } from '#lib/platform/platform-for.ts'
import { type Database, database, type Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { fail, type Result } from '#lib/system/result.ts'
import { type Asked, askAction } from './ask-action.ts'
import type { findSession } from './find-target.ts'
import { lockActions } from './lock-actions.ts'
import type { NewOutcome } from './record-outcome.ts'
import { outcomeOfFailure, settleWhole } from './send-action.ts'
import { settleArchives } from './settle-archives.ts'

type LiveSession = NonNullable<Awaited<ReturnType<typeof findSession>>>
/** In whose name; of an approved request that is not who pressed. */
type Starter = { actor: Pick<Actor, 'accountId'>; tx: Tx; requestId: string }
export type StartRefusal = RecordRefusal | 'must-ask' | 'needs-reason' | 'already-recording' | 'paused'

/**
 * Asks to record a session; refuses at once what the project's policy or the platform would refuse. An approval is used up
 * in the same transaction, so it starts one recording. The session is locked by whoever found it.
 */
export async function startArchive(
  { actor, tx, requestId }: Starter,
  session: LiveSession,
  reason: string | null,
): Promise<Result<Asked, StartRefusal>> {
  const { verdict, approval } = await verdictFor(tx, actor.accountId, session)
  if (verdict.verdict === 'refuse') return fail(verdict.why)
  if (verdict.verdict === 'ask') return fail('must-ask')
  if (verdict.needsReason && reason === null) return fail('needs-reason')
  if (await runs(tx, session.id)) return fail('already-recording')
  const used = verdict.by === 'approval' ? approval : null
  const asked = await askAction(tx, {
    actor,
    kind: 'startArchive',
    projectId: session.projectId,
    sessionId: session.id,
    reason,
    requestId,
    targets: [{}],
    approvedById: used?.answeredById ?? null,
    stopAfterMinutes: verdict.longestMinutes,
  })
  if (asked.ok && used) await spendApproval(tx, used.id, asked.value.actionId)
  return asked
}

async function spendApproval(tx: Tx, id: string, actionId: string): Promise<void> {
  await tx.archiveRequest.update({
    where: { id },
    data: { state: 'used', actionId },
    select: { id: true },
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
  // No notice, no recording: whoever is there is told first, whatever program they use.
  const { data, policy } = await database().$transaction((tx) => noticeOfStart(tx, actionId))
  const told = await platform.signal(session.platformId, { type: RECORDING_SIGNAL, data })
  if (!told.ok) return settleWhole(database(), actionId, notTold(told.failure))
  const hindrance = policy && (await hindranceSinceTold(actionId, session.id, policy))
  if (hindrance) return settleWhole(database(), actionId, { state: 'failed', failure: hindrance })
  const answer = await platform.startArchive(session.platformId, session.name ? { name: session.name } : {})
  if (!answer.ok) return settleWhole(database(), actionId, outcomeOfFailure(answer.failure, 'startArchive'))
  await settleWhole(database(), actionId, { state: 'sent' })
  await keepStarted(database(), actionId, session, answer.value.id)
}

/** What the policy wants to have happened between the notice and the start. */
async function hindranceSinceTold(
  actionId: string,
  sessionId: string,
  { toldFirst, objections }: ArchivePolicy,
): Promise<'not-told' | 'objected' | null> {
  const db = database()
  if (toldFirst && !(await everyoneTold(db, { actionId, sessionId }))) return 'not-told'
  return objections === 'stop' && (await hasObjector(db, sessionId)) ? 'objected' : null
}

/** Nothing was asked for yet, so this is certain, also when the notice itself is in doubt. */
function notTold(failure: PlatformFailure): NewOutcome {
  const outcome = outcomeOfFailure(failure, 'startArchive')
  return outcome?.state === 'failed' ? outcome : { state: 'failed', failure: 'platform-unreachable' }
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
