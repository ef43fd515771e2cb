import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { type ChangeRequest, endOtherDevices } from '#lib/access/end-other-devices.ts'
import { isOnlyByProvider } from '#lib/access/only-by-provider.ts'
import { queueLetter } from '#lib/notify/queue-letter.ts'
import { database, type Tx } from '#lib/system/database.ts'
import { env } from '#lib/system/env.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { createLink, type OpenLink, openLink, spendLink } from './account-links.ts'
import { canonicalAddress } from './canonical-address.ts'
import { currentLink } from './current-link.ts'
import type { FoundPerson } from './find-person.ts'
import type { NewAddressView } from './model.ts'

type AskFailure = 'bad-address' | 'same-address' | 'by-provider' | 'asked-often'

/** Letters to addresses that nobody has shown to be theirs: so many in a day for one account. */
const A_DAY = 5

/**
 * Sends a link to the address somebody wants, and word of it to the one they have. Whether another account has that address
 * is not looked at here, so neither words nor time tell: whoever opens the letter there is told.
 */
export async function askForAddress(
  tx: Tx,
  { id, email: before }: FoundPerson,
  typed: string,
): Promise<Result<null, AskFailure>> {
  const email = canonicalAddress(typed)
  if (email === null) return fail('bad-address')
  if (email === before) return fail('same-address')
  if (await isOnlyByProvider(tx, id)) return fail('by-provider')
  if ((await linksToday(tx, id)) >= A_DAY) return fail('asked-often')
  await tx.accountLink.updateMany({
    where: { kind: 'emailChange', accountId: id, usedAt: null, revokedAt: null },
    data: { revokedAt: new Date() },
  })
  const of = { accountId: id, createdById: id }
  const { url } = await createLink(tx, { kind: 'emailChange', email, name: before, ...of })
  await queueLetter(tx, {
    to: email,
    subject: 'Confirm your address for Gavel',
    text: `Somebody wants this to be the address of their account at Gavel.\n\nIf it was you, open this link within half an hour, where you are signed in:\n${url}\n\nIf it was not you, ignore this letter: nothing changes.\n`,
  })
  await queueLetter(tx, {
    to: before,
    subject: 'Another address was asked for',
    text: `Somebody who is signed in to your account at Gavel asked for another e-mail address. It changes once that address is confirmed, within half an hour.\n\n${objection()}\n`,
  })
  return ok(null)
}

export type FoundChange = { projectId: null; person: FoundPerson; link: OpenLink }

/** The link to a new address that this browser brought, locked, when it is this account's and its address is as it was then. */
export async function findChange(
  tx: Tx,
  person: FoundPerson | null,
  token: string | undefined,
): Promise<FoundChange | null> {
  const link = person && (await openLink(tx, 'emailChange', token))
  return link && isOf(link, { accountId: person.id, email: person.email })
    ? { projectId: null, person, link }
    : null
}

/**
 * Gives the account the address of its link. One address has one account: of two who come at once one gets it, because the
 * door has put the ask on the record before this, and so holds the chain's head.
 */
export async function changeAddress(
  tx: Tx,
  actor: Actor,
  { person, link }: FoundChange,
  request: ChangeRequest,
): Promise<Result<null, 'email-taken'>> {
  const changed = await tx.$executeRaw`
    UPDATE "Account" SET "email" = ${link.email}, "linksVoidedAt" = now()
    WHERE "id" = ${person.id}::uuid AND NOT EXISTS (SELECT 1 FROM "Account" WHERE "email" = ${link.email})`
  if (changed === 0) return fail('email-taken')
  await spendLink(tx, link.id)
  await endOtherDevices(tx, actor, request)
  await queueLetter(tx, {
    to: person.email,
    subject: 'The address of your account was changed',
    text: `Your account at Gavel has another e-mail address now, and letters go there. All other devices were signed out.\n\n${objection()}\n`,
  })
  return ok(null)
}

/** What the link that this browser brought would change about the actor; null when it changes nothing of theirs. */
export async function newAddress(actor: Actor): Promise<NewAddressView | null> {
  const link = await currentLink('emailChange')
  if (!link || !isOf(link, actor)) return null
  const taken = await database().account.count({ where: { email: link.email } })
  return { from: actor.email, to: link.email, taken: taken > 0 }
}

function isOf({ accountId, name }: OpenLink, account: { accountId: string; email: string }): boolean {
  return accountId === account.accountId && name === account.email
}

function objection(): string {
  return `If it was not you, ask an admin at once to end all devices of your account. You can end them yourself too: ${env().GAVEL_URL}/me/security`
}

function linksToday(tx: Tx, accountId: string): Promise<number> {
  const since = new Date(Date.now() - 86_400_000)
  return tx.accountLink.count({ where: { kind: 'emailChange', accountId, createdAt: { gt: since } } })
}
