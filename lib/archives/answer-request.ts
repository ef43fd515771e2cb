import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/record-audit.ts'
import { type StartRefusal, startArchive } from '#lib/moderation/start-archive.ts'
import type { Tx } from '#lib/system/database.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { announceRequests } from './announce-requests.ts'
import { hindranceToAnswer } from './authorize-archive.ts'
import type { FoundRequest } from './find-request.ts'
import { isLetterProof } from './letter-proof.ts'
import { databaseNow, policyOf, recorderIn } from './who-records.ts'

type Answerer = {
  actor: Pick<Actor, 'accountId'>
  tx: Tx
  requestId: string
  /** Of an answer that is given from a letter: the proof in its link. */
  letter?: string | undefined
}
export type AnswerRefusal = 'own-request' | 'not-an-answerer' | 'not-waiting' | 'not-your-letter'

/**
 * Agrees to a request and starts the recording in the name of whoever asked. Everything is asked anew now: whether this person
 * may agree, and whether the other may still record here. When the start is refused nothing has happened, and it goes on
 * waiting. The start has its own entry on the record, by whoever asked.
 */
export async function approveRequest(
  { actor, tx, requestId, letter }: Answerer,
  request: FoundRequest,
  words: string | null,
): Promise<Result<{ started: string }, AnswerRefusal | StartRefusal>> {
  const refusal = await whyNotAnswer(tx, actor.accountId, request, letter)
  if (refusal) return fail(refusal)
  const policy = await policyOf(tx, request.projectId)
  await tx.$executeRaw`
    UPDATE "ArchiveRequest" SET "state" = 'approved', "answeredById" = ${actor.accountId}::uuid, "answeredAt" = now(),
      "words" = ${words}, "expiresAt" = clock_timestamp() + make_interval(mins => ${policy?.lastsMinutes ?? 1})
    WHERE "id" = ${request.id}::uuid`
  const starter = { actor: { accountId: request.askedById }, tx, requestId }
  await recordAudit(tx, {
    phase: 'ask',
    action: 'archive.start',
    actorId: request.askedById,
    deviceId: null,
    address: null,
    projectId: request.projectId,
    sessionId: request.session.id,
    subject: `session:${request.session.id}`,
    details: { request: request.id, approvedBy: actor.accountId },
    requestId,
    ...(request.reason !== null && { reason: request.reason }),
  })
  const started = await startArchive(starter, request.session, request.reason)
  if (!started.ok) return started
  // Without a policy nobody needs to be agreed with: then the start has not used it up.
  await tx.archiveRequest.update({
    where: { id: request.id },
    data: { state: 'used', actionId: started.value.actionId },
    select: { id: true },
  })
  await tx.action.update({
    where: { id: started.value.actionId },
    data: { approvedById: actor.accountId },
    select: { id: true },
  })
  await announceRequests(tx, [{ ...request, sessionId: request.session.id }])
  return ok({ started: started.value.actionId })
}

/** Says no to a request, with words for whoever asked. */
export async function refuseRequest(
  { actor, tx, letter }: Answerer,
  request: FoundRequest,
  words: string | null,
): Promise<Result<null, AnswerRefusal>> {
  const refusal = await whyNotAnswer(tx, actor.accountId, request, letter)
  if (refusal) return fail(refusal)
  await tx.$executeRaw`
    UPDATE "ArchiveRequest" SET "state" = 'refused', "answeredById" = ${actor.accountId}::uuid, "answeredAt" = now(),
      "words" = ${words} WHERE "id" = ${request.id}::uuid`
  await announceRequests(tx, [{ ...request, sessionId: request.session.id }])
  return ok(null)
}

/** Takes back what one has asked for, while it waits. */
export async function withdrawRequest(
  { actor, tx }: Answerer,
  request: FoundRequest,
): Promise<Result<null, 'not-yours' | 'not-waiting'>> {
  if (request.askedById !== actor.accountId) return fail('not-yours')
  if (!(await waits(tx, request))) return fail('not-waiting')
  await tx.$executeRaw`
    UPDATE "ArchiveRequest" SET "state" = 'withdrawn', "answeredAt" = now() WHERE "id" = ${request.id}::uuid`
  await announceRequests(tx, [{ ...request, sessionId: request.session.id }])
  return ok(null)
}

async function whyNotAnswer(
  tx: Tx,
  accountId: string,
  request: FoundRequest,
  letter: string | undefined,
): Promise<AnswerRefusal | null> {
  if (letter !== undefined && !isLetterProof(letter, request.id, accountId)) return 'not-your-letter'
  const policy = await policyOf(tx, request.projectId)
  const answerer = await recorderIn(tx, accountId, request.projectId, 'archive.approve')
  const hindrance = hindranceToAnswer(answerer, request, policy)
  return hindrance ?? ((await waits(tx, request)) ? null : 'not-waiting')
}

const waits = async (tx: Tx, { state, expiresAt }: FoundRequest): Promise<boolean> =>
  state === 'waiting' && expiresAt > (await databaseNow(tx))
