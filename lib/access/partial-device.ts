import 'server-only'
import { cookies } from 'next/headers'
import { cache } from 'react'
import { type Database, database, type Tx } from '#lib/system/database.ts'
import { env } from '#lib/system/env.ts'
import { cookieNames } from './cookie-names.ts'
import { readSessionToken } from './session-token.ts'

/** A sign-in that is not whole yet. It opens nothing but the doors that make it whole. */
export type PartialDevice = {
  readonly deviceId: string
  readonly accountId: string
  readonly name: string
  readonly email: string
  readonly stage: 'factorDue' | 'factorMissing'
}

/** How long somebody has to make a sign-in whole. */
const MINUTES = 10

/** The half-made sign-in of a device; null when it is whole, over, revoked or of a disabled account. */
export async function loadPartialDevice(db: Database | Tx, deviceId: string): Promise<PartialDevice | null> {
  const [row] = await db.$queryRaw<PartialDevice[]>`
    SELECT d."id" AS "deviceId", a."id" AS "accountId", a."name", a."email", d."stage"::text AS "stage"
    FROM "Device" d JOIN "Account" a ON a."id" = d."accountId"
    WHERE d."id" = ${deviceId}::uuid AND d."stage" <> 'full' AND d."revokedAt" IS NULL AND a."disabledAt" IS NULL
      AND d."createdAt" > now() - make_interval(mins => ${MINUTES}::int)`
  return row ?? null
}

/**
 * The half-made sign-in of the browser that asks, if it stands at this stage: held until the transaction ends, with its
 * account, so that of all who go on from it (or set up somebody's factors) one does it after the other.
 */
export async function lockPartialDevice(
  tx: Tx,
  stage: PartialDevice['stage'],
): Promise<(PartialDevice & { projectId: null }) | null> {
  const deviceId = await currentDeviceId()
  if (deviceId === null) return null
  await tx.$queryRaw`
    SELECT 1 AS locked FROM "Account" a JOIN "Device" d ON d."accountId" = a."id"
    WHERE d."id" = ${deviceId}::uuid FOR NO KEY UPDATE`
  const partial = await loadPartialDevice(tx, deviceId)
  return partial?.stage === stage ? { ...partial, projectId: null } : null
}

/** The half-made sign-in of the browser that asks, or null. One query however many parts of a page ask. */
export const currentPartialDevice = cache(async (): Promise<PartialDevice | null> => {
  const deviceId = await currentDeviceId()
  return deviceId === null ? null : loadPartialDevice(database(), deviceId)
})

async function currentDeviceId(): Promise<string | null> {
  return readSessionToken((await cookies()).get(cookieNames(env().GAVEL_URL).session)?.value)
}

/** Where a half-made sign-in goes on. */
export const STAGE_PATH: Record<PartialDevice['stage'], string> = {
  factorDue: '/sign-in/factor',
  factorMissing: '/sign-in/set-up',
}
