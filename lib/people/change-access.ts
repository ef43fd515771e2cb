import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { endDevices } from '#lib/access/end-devices.ts'
import { adminsBesides, lockAdmins } from '#lib/access/guard-last-admin.ts'
import { announceRights } from '#lib/access/rights-channel.ts'
import type { Tx } from '#lib/system/database.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { type FoundPerson, holdsAllOf } from './find-person.ts'

export type AccessFailure = 'yourself' | 'more-than-you-hold' | 'last-admin'

/** Takes somebody's access away at once. What they did, and what they hold, stays on file. */
export async function deactivatePerson(
  tx: Tx,
  actor: Actor,
  person: FoundPerson,
): Promise<Result<null, AccessFailure>> {
  const allowed = await mayEnd(tx, actor, person)
  if (!allowed.ok) return allowed
  await tx.$executeRaw`UPDATE "Account" SET "disabledAt" = now(), "linksVoidedAt" = now() WHERE "id" = ${person.id}::uuid`
  await endDevices(tx, person.id)
  return ok(null)
}

/** Gives it back as it was: only by somebody who could give all of it anew. */
export async function reactivatePerson(
  tx: Tx,
  actor: Actor,
  person: FoundPerson,
): Promise<Result<null, AccessFailure | 'erased'>> {
  if (person.erasedAt !== null) return fail('erased')
  if (!(await holdsAllOf(tx, actor, person.id))) return fail('more-than-you-hold')
  await tx.$executeRaw`UPDATE "Account" SET "disabledAt" = NULL WHERE "id" = ${person.id}::uuid`
  await announceRights(tx, person.id)
  return ok(null)
}

/** Whether this actor may end this person's access for good or for now. */
export async function mayEnd(
  tx: Tx,
  actor: Actor,
  person: FoundPerson,
): Promise<Result<null, AccessFailure>> {
  if (person.id === actor.accountId) return fail('yourself')
  if (!(await holdsAllOf(tx, actor, person.id))) return fail('more-than-you-hold')
  await lockAdmins(tx)
  return (await adminsBesides(tx, person.id)) === 0 ? fail('last-admin') : ok(null)
}
