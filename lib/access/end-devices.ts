import 'server-only'
import type { Tx } from '#lib/system/database.ts'
import { announceRights } from './rights-channel.ts'

/** Signs an account out from its next request on: everywhere, or everywhere besides one device. Says how many ended. */
export async function endDevices(tx: Tx, accountId: string, besides: string | null = null): Promise<number> {
  const ended = await tx.$executeRaw`
    UPDATE "Device" SET "revokedAt" = now()
    WHERE "accountId" = ${accountId}::uuid AND "revokedAt" IS NULL AND "id" IS DISTINCT FROM ${besides}::uuid`
  if (ended > 0) await announceRights(tx, accountId)
  return ended
}

/** Signs one device out from its next request on. Says whose it was; null when it was over already. */
export async function endDevice(tx: Tx, deviceId: string): Promise<string | null> {
  const [ended] = await tx.$queryRaw<{ accountId: string }[]>`
    UPDATE "Device" SET "revokedAt" = now() WHERE "id" = ${deviceId}::uuid AND "revokedAt" IS NULL
    RETURNING "accountId"`
  if (!ended) return null
  await announceRights(tx, ended.accountId)
  return ended.accountId
}
