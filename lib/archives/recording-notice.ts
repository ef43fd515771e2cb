import 'server-only'
import type { Tx } from '#lib/system/database.ts'
import type { ArchivePolicy, RoomRecording } from './model.ts'
import { authorityWords } from './notice-words.ts'
import { policyOf, recorderIn } from './who-records.ts'

/** The signal by which everyone in a session is told that a recording is about to begin, whatever program they use. */
export const RECORDING_SIGNAL = 'gavel-recording'

type Start = { projectId: string; actorId: string; approvedById: string | null }

/** What the signal says before a recording begins: by whose authority, and whether one may object. */
export async function noticeOfStart(
  tx: Tx,
  actionId: string,
): Promise<{ data: string; policy: ArchivePolicy | null }> {
  const start = await tx.action.findUniqueOrThrow({
    where: { id: actionId },
    select: { projectId: true, actorId: true, approvedById: true },
  })
  const policy = await policyOf(tx, start.projectId)
  const by = await wordsOf(tx, start, policy)
  return { data: JSON.stringify({ start: actionId, by, objections: policy?.objections ?? 'none' }), policy }
}

/** What a participant is told at the door: whether it is recorded now and by whose authority, and what they said to it. */
export async function roomRecording(
  tx: Tx,
  { sessionId, projectId, personId }: { sessionId: string; projectId: string; personId: string },
): Promise<RoomRecording> {
  const policy = await policyOf(tx, projectId)
  const running = await tx.archive.findFirst({
    where: { sessionId, state: { in: ['starting', 'recording', 'paused'] } },
    select: {
      targets: {
        where: { action: { kind: 'startArchive' } },
        select: { action: { select: { projectId: true, actorId: true, approvedById: true } } },
      },
    },
    orderBy: { id: 'desc' },
  })
  const start = running?.targets[0]?.action
  const pending = running ? null : await pendingStart(tx, sessionId)
  const objection = await tx.objection.count({ where: { sessionId, personId, withdrawnAt: null } })
  return {
    by: start ? await wordsOf(tx, start, policy) : null,
    objections: policy?.objections ?? 'none',
    begins: pending && { start: pending.id, by: await wordsOf(tx, pending, policy) },
    objects: objection > 0,
  }
}

/** A start that waits for everybody to be told, or for the platform. */
function pendingStart(tx: Tx, sessionId: string) {
  return tx.action.findFirst({
    where: { sessionId, kind: 'startArchive', state: { in: ['asked', 'sent'] } },
    select: { id: true, projectId: true, actorId: true, approvedById: true },
    orderBy: { askedAt: 'desc' },
  })
}

/** Roles as they are held now: one that was taken away since is not told, and then it is by the project alone. */
async function wordsOf(tx: Tx, start: Start, policy: ArchivePolicy | null): Promise<string> {
  const { name: project } = await tx.project.findUniqueOrThrow({
    where: { id: start.projectId },
    select: { name: true },
  })
  if (policy?.tells !== 'role') return authorityWords({ project, role: null, agreedBy: null })
  const { projectId, actorId, approvedById } = start
  return authorityWords({
    project,
    role: await roleOf(tx, { accountId: actorId, projectId }, [...policy.atOnce, ...policy.asks]),
    agreedBy: approvedById && (await roleOf(tx, { accountId: approvedById, projectId }, policy.approves)),
  })
}

async function roleOf(
  tx: Tx,
  { accountId, projectId }: { accountId: string; projectId: string },
  named: readonly string[],
): Promise<string | null> {
  const { roles } = await recorderIn(tx, accountId, projectId, 'archive.start')
  const key = named.find((one) => roles.includes(one))
  return key === undefined
    ? null
    : ((await tx.role.findUnique({ where: { key }, select: { name: true } }))?.name ?? null)
}
