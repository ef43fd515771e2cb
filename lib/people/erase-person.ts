import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { throttleKeys } from '#lib/access/throttle-sign-in.ts'
import { eraseAddresses } from '#lib/audit/erase-addresses.ts'
import type { Tx } from '#lib/system/database.ts'
import { fail, type Result } from '#lib/system/result.ts'
import { type AccessFailure, deactivatePerson } from './change-access.ts'
import type { FoundPerson } from './find-person.ts'

/**
 * Removes everything that says who somebody is. The row stays, without a name: what it did stays on the record, which names
 * people by its id only, so the record still verifies and tells nobody who that was.
 */
export async function erasePerson(
  tx: Tx,
  actor: Actor,
  person: FoundPerson,
  /** As typed, so that nobody erases somebody by a slip. */
  typedName: string,
): Promise<Result<null, AccessFailure | 'wrong-name'>> {
  if (typedName !== person.name) return fail('wrong-name')
  const ended = await deactivatePerson(tx, actor, person)
  if (!ended.ok) return fail(ended.failure)
  const { id, email, name } = person
  await tx.factor.deleteMany({ where: { accountId: id } })
  await tx.identity.deleteMany({ where: { accountId: id } })
  const letters = [email, ...(await addressesOf(tx, id))]
  await tx.accountLink.deleteMany({ where: { OR: [{ accountId: id }, { email }] } })
  await tx.mail.deleteMany({ where: { to: { in: letters } } })
  // Letters to others that have not gone out begin with who invites; and the counters that a digest of their address names.
  await tx.$executeRaw`
    UPDATE "Mail" SET "text" = 'Somebody' || substr("text", length(${name}) + 1) WHERE starts_with("text", ${`${name} `})`
  const counters = letters
    .flatMap((address) => [address, `reset ${address}`])
    .map((counted) => throttleKeys(counted, null).account)
  await tx.signInThrottle.deleteMany({ where: { key: { in: counters } } })
  await tx.roleHolding.deleteMany({ where: { accountId: id } })
  await tx.device.updateMany({ where: { accountId: id }, data: { userAgent: '', address: '' } })
  await eraseAddresses(tx, id)
  await tx.$executeRaw`
    UPDATE "Account" SET "email" = ${`${id}@erased.invalid`}, "name" = 'Erased person', "passwordHash" = NULL,
      "erasedAt" = now() WHERE "id" = ${id}::uuid`
  return ended
}

/** The addresses they had before, and those they wanted: letters went there too. Another account's are that one's. */
async function addressesOf(tx: Tx, accountId: string): Promise<string[]> {
  const changes = await tx.accountLink.findMany({ where: { accountId, kind: 'emailChange' } })
  const addresses = changes.flatMap(({ name, email }) => [name, email])
  const others = await tx.account.findMany({
    where: { email: { in: addresses }, id: { not: accountId } },
    select: { email: true },
  })
  return addresses.filter((address) => !others.some(({ email }) => email === address))
}
