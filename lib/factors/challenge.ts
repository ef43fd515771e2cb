import 'server-only'
import { randomBytes } from 'node:crypto'
import type { Database, Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'

export type ChallengePurpose = 'sign-in' | 'factor' | 'register' | 'confirm'

/** What a question is for, and whose and on which device once that is known: it is answered for nothing else. */
export type AskedFor = { purpose: ChallengePurpose; accountId: string | null; deviceId: string | null }

const BYTES = 32
const MINUTES = 5

/** A question that nobody can have answered before. Those that ran out without an answer go with it. */
export async function makeChallenge(
  tx: Tx,
  { purpose, accountId, deviceId }: AskedFor,
): Promise<{ id: string; value: Uint8Array<ArrayBuffer> }> {
  const id = newId()
  const value = new Uint8Array(randomBytes(BYTES))
  await tx.$executeRaw`DELETE FROM "Challenge" WHERE "expiresAt" < now()`
  await tx.$executeRaw`
    INSERT INTO "Challenge" ("id", "purpose", "value", "accountId", "deviceId", "expiresAt")
    VALUES (${id}::uuid, ${purpose}, ${value}, ${accountId}::uuid, ${deviceId}::uuid,
      now() + make_interval(mins => ${MINUTES}::int))`
  return { id, value }
}

/** The question, once: it is gone before its answer is looked at. Null when there is none of that id for this. */
export async function takeChallenge(
  db: Database,
  id: string,
  { purpose, accountId, deviceId }: AskedFor,
): Promise<string | null> {
  const [taken] = await db.$queryRaw<{ value: Uint8Array; good: boolean }[]>`
    DELETE FROM "Challenge" WHERE "id" = ${id}::uuid AND "purpose" = ${purpose}
      AND "accountId" IS NOT DISTINCT FROM ${accountId}::uuid AND "deviceId" IS NOT DISTINCT FROM ${deviceId}::uuid
    RETURNING "value", "expiresAt" > now() AS good`
  return taken?.good ? Buffer.from(taken.value).toString('base64url') : null
}
