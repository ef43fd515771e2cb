import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import type { findSession } from '#lib/moderation/find-target.ts'
import type { Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { announceRequests } from './announce-requests.ts'
import type { RecordRefusal } from './model.ts'
import { tellAnswerers } from './tell-answerers.ts'
import { verdictFor } from './who-records.ts'

type LiveSession = NonNullable<Awaited<ReturnType<typeof findSession>>>
type AskRefusal = RecordRefusal | 'may-start' | 'needs-reason' | 'asked-already'

/** Puts a request before those who may agree; it waits as long as the policy says, by the database's clock. */
export async function askToRecord(
  tx: Tx,
  actor: Pick<Actor, 'accountId'>,
  session: LiveSession,
  reason: string | null,
): Promise<Result<{ requestId: string }, AskRefusal>> {
  const { verdict, policy } = await verdictFor(tx, actor.accountId, session)
  if (verdict.verdict === 'refuse') return fail(verdict.why)
  if (verdict.verdict === 'allow' || !policy) return fail('may-start')
  if (verdict.needsReason && reason === null) return fail('needs-reason')
  const waiting = await tx.archiveRequest.findFirst({
    where: { sessionId: session.id, state: 'waiting' },
    select: { id: true },
  })
  // One that has run out, and that the clock has not come to yet, is in nobody's way.
  if (waiting && !(await runOut(tx, waiting.id))) return fail('asked-already')
  const place = { id: newId(), projectId: session.projectId, sessionId: session.id }
  await tx.$executeRaw`
    INSERT INTO "ArchiveRequest" ("id", "projectId", "sessionId", "askedById", "reason", "expiresAt")
    VALUES (${place.id}::uuid, ${place.projectId}::uuid, ${place.sessionId}::uuid, ${actor.accountId}::uuid, ${reason},
      now() + make_interval(mins => ${policy.lastsMinutes}))`
  const { lastsMinutes } = policy
  await tellAnswerers(tx, { ...place, askedById: actor.accountId, lastsMinutes }, policy)
  await announceRequests(tx, [place])
  return ok({ requestId: place.id })
}

async function runOut(tx: Tx, id: string): Promise<boolean> {
  const changed = await tx.$executeRaw`
    UPDATE "ArchiveRequest" SET "state" = 'expired' WHERE "id" = ${id}::uuid AND "expiresAt" <= clock_timestamp()`
  return changed === 1
}
