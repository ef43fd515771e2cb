import 'server-only'
import { endDevices } from '#lib/access/end-devices.ts'
import { queueLetter } from '#lib/notify/queue-letter.ts'
import type { Database, Tx } from '#lib/system/database.ts'
import { createLink, type OpenLink, spendLink } from './account-links.ts'

/**
 * Notes that somebody asked for a new password for this address. Whether there is such an account is found out when the
 * letters are written (`answerResets`): here every address takes the same steps and the same time.
 */
export async function noteResetAsked(tx: Tx, email: string): Promise<void> {
  await tx.mail.create({ data: { kind: 'resetAsked', to: email, subject: 'reset' } })
}

/** Turns what was asked into letters, for those who have an account; three a day for one address, however often it is asked. */
export async function answerResets(db: Database): Promise<void> {
  for (;;) {
    const answered = await db.$transaction(async (tx) => {
      const [asked] = await tx.$queryRaw<{ id: string; to: string }[]>`
        SELECT "id", "to" FROM "Mail" WHERE "kind" = 'resetAsked' AND "sentAt" IS NULL
        ORDER BY "createdAt" LIMIT 1 FOR UPDATE SKIP LOCKED`
      if (!asked) return false
      await tx.$executeRaw`UPDATE "Mail" SET "sentAt" = now() WHERE "id" = ${asked.id}::uuid`
      // Locked: another server may be answering the same person just now, and neither would count the other's letter.
      await tx.$executeRaw`SELECT 1 FROM "Account" WHERE "email" = ${asked.to} FOR NO KEY UPDATE`
      const account = await tx.account.findUnique({ where: { email: asked.to } })
      if (account && account.disabledAt === null && (await linksToday(tx, account.id)) < 3)
        await sendResetLink(tx, account, null)
      return true
    })
    if (!answered) return
  }
}

/** Sends somebody the link to a new password; it opens once, within half an hour. */
export async function sendResetLink(
  tx: Tx,
  account: { id: string; email: string; name: string },
  createdById: string | null,
): Promise<void> {
  const { email, name } = account
  const { url } = await createLink(tx, { kind: 'reset', accountId: account.id, email, name, createdById })
  const text = `Somebody asked for a new password for your account at Gavel.\n\nOpen this link within half an hour to choose one:\n${url}\n\nIf it was not you, ignore this letter: your password stays as it is.\n`
  await queueLetter(tx, { to: email, subject: 'A new password for Gavel', text })
}

/** Sets the password of a link's account, ends everything they are signed in to, and voids every other link of theirs. */
export async function setPasswordByLink(tx: Tx, link: OpenLink, passwordHash: string): Promise<void> {
  if (link.accountId === null) throw new Error('A reset link belongs to an account')
  await spendLink(tx, link.id)
  await tx.$executeRaw`
    UPDATE "Account" SET "passwordHash" = ${passwordHash}, "linksVoidedAt" = now() WHERE "id" = ${link.accountId}::uuid`
  await endDevices(tx, link.accountId)
  const text =
    'Your password at Gavel was changed by a link sent to this address, and you were signed out everywhere.\n\nIf it was not you, tell an admin at once.\n'
  await queueLetter(tx, { to: link.email, subject: 'Your password was changed', text })
}

function linksToday(tx: Tx, accountId: string): Promise<number> {
  const since = new Date(Date.now() - 86_400_000)
  return tx.accountLink.count({ where: { kind: 'reset', accountId, createdAt: { gt: since } } })
}
