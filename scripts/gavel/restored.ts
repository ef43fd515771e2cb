import { announceRights } from '#lib/access/rights-channel.ts'
import type { Database, Tx } from '#lib/system/database.ts'
import type { Outcome } from './outcome.ts'
import { commandAuthor, recordCommand } from './record-command.ts'

/**
 * After a backup was put back: nothing that it brings back to life signs anybody in or opens anything. What was ended, used or
 * taken back since the backup is good again in it, and nobody can tell which, so all of it ends.
 */
export async function restored(db: Database): Promise<Outcome> {
  const ended = await db.$transaction(async (tx) => {
    const devices = await endEveryDevice(tx)
    const counts = {
      devices,
      links: await voidLinks(tx),
      invites: await voidInvites(tx),
      ...(await drop(tx)),
    }
    const entry = { phase: 'event', action: 'backup.restored', details: counts } as const
    await recordCommand(tx, commandAuthor(), entry)
    return counts
  })
  return {
    ok: true,
    lines: [
      `${ended.devices} devices are signed out; ${ended.links} links of letters and ${ended.invites} room invites are void.`,
      `${ended.letters} letters that waited are gone, and so are ${ended.recoveryCodes} recovery codes: who had some makes new ones.`,
      'Roles, API keys and deactivations are as in the backup: look whether something was taken back since.',
    ],
    value: ended,
  }
}

async function endEveryDevice(tx: Tx): Promise<number> {
  const ended = await tx.$queryRaw<{ accountId: string }[]>`
    UPDATE "Device" SET "revokedAt" = now() WHERE "revokedAt" IS NULL RETURNING "accountId"`
  for (const accountId of new Set(ended.map((device) => device.accountId)))
    await announceRights(tx, accountId)
  return ended.length
}

async function voidLinks(tx: Tx): Promise<number> {
  await tx.$executeRaw`UPDATE "Account" SET "linksVoidedAt" = now()`
  return tx.$executeRaw`UPDATE "AccountLink" SET "revokedAt" = now() WHERE "usedAt" IS NULL AND "revokedAt" IS NULL`
}

async function voidInvites(tx: Tx): Promise<number> {
  return tx.$executeRaw`UPDATE "Invite" SET "revokedAt" = now() WHERE "revokedAt" IS NULL`
}

/** Letters may hold links, and may have gone out since; a recovery code may have been used. */
async function drop(tx: Tx): Promise<{ letters: number; recoveryCodes: number }> {
  await tx.challenge.deleteMany()
  const letters = await tx.mail.deleteMany({ where: { sentAt: null } })
  const codes = await tx.factor.deleteMany({ where: { kind: 'recovery' } })
  return { letters: letters.count, recoveryCodes: codes.count }
}
