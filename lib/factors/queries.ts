import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { shortestPassword } from '#lib/access/judge-password.ts'
import { listDevices } from '#lib/access/list-devices.ts'
import { isOnlyByProvider } from '#lib/access/only-by-provider.ts'
import type { PartialDevice } from '#lib/access/partial-device.ts'
import { isSecondFactor, needsSecondFactor } from '#lib/access/second-factor.ts'
import { database } from '#lib/system/database.ts'
import type { DeviceView, FactorView, FactorWays, SecurityPage } from './model.ts'
import { passkeysWork } from './relying-party.ts'

/** How this actor signs in, and where they are signed in. */
export async function securityPage(actor: Actor): Promise<SecurityPage> {
  const db = database()
  const { accountId } = actor
  const [account, factors, codesLeft, needsTwoFactors, devices, onlyByProvider] = await Promise.all([
    db.account.findUniqueOrThrow({ where: { id: accountId }, select: { email: true, passwordHash: true } }),
    db.factor.findMany({
      where: { accountId, ...isSecondFactor() },
      select: { id: true, kind: true, name: true, createdAt: true, lastUsedAt: true },
      orderBy: { createdAt: 'asc' },
    }),
    db.factor.count({ where: { accountId, kind: 'recovery' } }),
    needsSecondFactor(db, accountId),
    devicesOf(actor),
    isOnlyByProvider(db, accountId),
  ])
  const views = (kind: 'totp' | 'passkey') => factors.filter((factor) => factor.kind === kind).map(factorView)
  return {
    email: account.email,
    hasPassword: account.passwordHash !== null,
    onlyByProvider,
    shortestPassword: shortestPassword(factors.length > 0),
    authenticator: views('totp')[0] ?? null,
    passkeys: views('passkey'),
    codesLeft,
    needsTwoFactors,
    passkeysWork: passkeysWork(),
    devices,
  }
}

/** By which factors this half-made sign-in can go on. */
export async function factorWays({ accountId }: PartialDevice): Promise<FactorWays> {
  const rows = await database().factor.findMany({
    where: { accountId, confirmedAt: { not: null } },
    select: { kind: true },
  })
  const has = (kind: 'totp' | 'passkey') => rows.some((row) => row.kind === kind)
  return { authenticator: has('totp'), passkey: has('passkey') && passkeysWork() }
}

/** The one they sit at first. */
async function devicesOf({ accountId, deviceId }: Actor): Promise<DeviceView[]> {
  const devices = await listDevices(accountId)
  return devices
    .map((device) => ({ ...device, mine: device.id === deviceId }))
    .sort((a, b) => Number(b.mine) - Number(a.mine))
}

function factorView(row: { id: string; name: string; createdAt: Date; lastUsedAt: Date | null }): FactorView {
  return {
    id: row.id,
    name: row.name,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  }
}
