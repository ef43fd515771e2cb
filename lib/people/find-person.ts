import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { covers, holdingsOf } from '#lib/access/holdings.ts'
import type { Tx } from '#lib/system/database.ts'

export type FoundPerson = {
  projectId: null
  id: string
  name: string
  email: string
  disabledAt: Date | null
  erasedAt: Date | null
}

/** Somebody of the console, locked: what is changed about them is changed by one at a time. */
export async function findPerson(tx: Tx, accountId: string): Promise<FoundPerson | null> {
  const [row] = await tx.$queryRaw<Omit<FoundPerson, 'projectId'>[]>`
    SELECT "id", "name", "email", "disabledAt", "erasedAt" FROM "Account" WHERE "id" = ${accountId}::uuid FOR UPDATE`
  return row ? { ...row, projectId: null } : null
}

/**
 * Whether the actor holds all that this person holds. Who may end somebody's devices or send them a new password could
 * otherwise become them: nobody raises themselves by way of somebody else.
 */
export async function holdsAllOf(tx: Tx, actor: Actor, accountId: string): Promise<boolean> {
  const held = await holdingsOf(tx, actor.accountId)
  return (await holdingsOf(tx, accountId)).every((theirs) => covers(held, theirs))
}
