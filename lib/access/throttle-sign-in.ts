import 'server-only'
import { createHash } from 'node:crypto'
import { isIPv6 } from 'node:net'
import type { Database, Tx } from '#lib/system/database.ts'

/** So many attempts cost no waiting; each one after them twice as long as the one before, up to a quarter of an hour. */
const FREE = { account: 5, address: 30, factor: 5 } as const
const LONGEST_SECONDS = 900

export type ThrottleKeys = { account: string; address: string | null }

/** Names of the two counters. Hashed: whoever tries addresses here writes no list of them into our tables. */
export function throttleKeys(email: string, address: string | null): ThrottleKeys {
  return {
    account: `account:${digest(email)}`,
    address: address === null ? null : `address:${digest(networkOf(address))}`,
  }
}

/**
 * Counts an attempt before its password is looked at, so that a hundred at once are not a hundred guesses. False when it
 * must wait; attempts that had to wait are not counted, or somebody else could keep an owner out for ever.
 */
export async function mayTrySignIn(db: Database, keys: ThrottleKeys): Promise<boolean> {
  const byAddress = keys.address === null || (await countAttempt(db, keys.address, FREE.address))
  return byAddress && countAttempt(db, keys.account, FREE.account)
}

/** After a success the account's count begins anew; the address is given back the one attempt that was no guess. */
export async function forgetAttempts(tx: Tx, keys: ThrottleKeys): Promise<void> {
  await tx.signInThrottle.deleteMany({ where: { key: keys.account } })
  if (keys.address !== null)
    await tx.$executeRaw`
      UPDATE "SignInThrottle" SET "attempts" = GREATEST("attempts" - 1, 0), "blockedUntil" = "lastAt"
      WHERE "key" = ${keys.address}`
}

/**
 * The same for somebody's second factor, whose few digits are the only thing left to guess. A count of its own: a right
 * password before it, on whatever server, does not begin it anew.
 */
export function mayTryFactor(db: Database, accountId: string): Promise<boolean> {
  return countAttempt(db, factorKey(accountId), FREE.factor)
}

export async function forgetFactorAttempts(tx: Tx, accountId: string): Promise<void> {
  await tx.signInThrottle.deleteMany({ where: { key: factorKey(accountId) } })
}

function factorKey(accountId: string): string {
  return `factor:${digest(accountId)}`
}

/**
 * Nobody waits when the last attempt blocked until its own moment. That is asked as such: of two at once, the one that comes second
 * may have begun first, and for it that moment has not come yet.
 */
async function countAttempt(db: Database, key: string, free: number): Promise<boolean> {
  const counted = await db.$queryRaw<{ attempts: number }[]>`
    INSERT INTO "SignInThrottle" AS t ("key", "attempts", "blockedUntil", "lastAt") VALUES (${key}, 1, now(), now())
    ON CONFLICT ("key") DO UPDATE SET
      "attempts" = CASE WHEN t."lastAt" < now() - interval '1 day' THEN 1 ELSE t."attempts" + 1 END,
      "blockedUntil" = CASE
        WHEN t."lastAt" < now() - interval '1 day' OR t."attempts" + 1 < ${free}::int THEN now()
        ELSE now() + make_interval(secs => LEAST(${LONGEST_SECONDS}::int, 2 ^ LEAST(t."attempts" + 1 - ${free}::int, 20)))
      END,
      "lastAt" = now()
    WHERE t."blockedUntil" = t."lastAt" OR t."blockedUntil" <= now()
    RETURNING "attempts"`
  return counted.length > 0
}

/** Somebody with IPv6 has a whole /64 to choose addresses from. */
function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  const [head = '', tail] = address.split('::')
  const groups = head.split(':').filter(Boolean)
  const after = tail?.split(':').filter(Boolean) ?? []
  const zeros = tail === undefined ? [] : Array<string>(8 - groups.length - after.length).fill('0')
  return [...groups, ...zeros, ...after]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16))
    .join(':')
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
