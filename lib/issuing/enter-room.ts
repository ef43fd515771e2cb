import 'server-only'
import { roomRecording } from '#lib/archives/recording-notice.ts'
import { cleanText } from '#lib/system/clean-text.ts'
import type { Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { countTakenPlaces } from './count-taken-places.ts'
import type { FoundInvite } from './find-invite.ts'
import { newPersonRef, readReceipt, receiptFor } from './grant-ref.ts'
import { issueToken } from './issue-token.ts'
import { hasPlace, judgeInvite } from './judge-entry.ts'
import { type EntryRefusal, LONGEST_NAME, type RoomTicket } from './model.ts'

/** Time for the camera to start and for a slow network. */
const MINUTES = 5

/** Lets one person into a session by an invite, which the caller has locked together with the session. */
export async function enterRoom(
  tx: Tx,
  invite: FoundInvite,
  { name: written, receipt }: { name: string; receipt?: string | undefined },
): Promise<Result<RoomTicket, EntryRefusal>> {
  const name = cleanText(written, { longest: LONGEST_NAME })
  if (!name.ok) return fail(name.failure === 'empty' ? 'name-empty' : 'name-too-long')
  const { session } = invite
  const returning = await findReturning(tx, invite, receipt)
  const verdict = judgeInvite(
    { ...invite, sessionClosedAt: session.closedAt },
    new Date(),
    returning !== null,
  )
  if (verdict !== 'open') return fail(verdict)
  if (!hasPlace(await countTakenPlaces(tx, session.id, returning), session.capacity)) return fail('full')

  const personId = await keepPerson(tx, invite, returning, name.value)
  const issued = await issueToken(tx, {
    kind: 'participant',
    session: { ...session, projectId: invite.projectId },
    role: invite.role,
    minutes: MINUTES,
    personId,
    inviteId: invite.id,
  })
  if (!issued.ok) return issued
  const names = { name: name.value, sessionName: session.name, projectName: session.project.name }
  const place = { sessionId: session.id, projectId: invite.projectId, personId }
  const recording = await roomRecording(tx, place)
  return ok({ ...issued.value.ticket, ...names, receipt: receiptFor(issued.value.grantRef), recording })
}

/** Who came in by this very invite from this browser before. */
async function findReturning(
  tx: Tx,
  invite: FoundInvite,
  receipt: string | undefined,
): Promise<string | null> {
  const ref = receipt === undefined ? null : readReceipt(receipt)
  if (ref === null) return null
  const grant = await tx.grant.findFirst({ where: { ref, inviteId: invite.id }, select: { personId: true } })
  return grant?.personId ?? null
}

async function keepPerson(
  tx: Tx,
  invite: FoundInvite,
  returning: string | null,
  name: string,
): Promise<string> {
  if (returning !== null) {
    await tx.person.update({ where: { id: returning }, data: { name } })
    return returning
  }
  await tx.invite.update({ where: { id: invite.id }, data: { uses: { increment: 1 } } })
  const person = { id: newId(), projectId: invite.projectId, ref: newPersonRef(), name }
  await tx.person.create({ data: person })
  return person.id
}
