import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { type Database, database, type Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import type { SavedSearchView } from './model.ts'

const MOST = 100

/** What this person keeps, by name. */
export function savedSearches(actor: Actor, db: Database = database()): Promise<SavedSearchView[]> {
  return db.savedSearch.findMany({
    where: { accountId: actor.accountId },
    select: { id: true, name: true, query: true },
    orderBy: { name: 'asc' },
  })
}

export async function keepSearch(
  tx: Tx,
  accountId: string,
  { name, query }: { name: string; query: string },
): Promise<Result<null, 'too-many'>> {
  if ((await tx.savedSearch.count({ where: { accountId, name: { not: name } } })) >= MOST)
    return fail('too-many')
  await tx.savedSearch.upsert({
    where: { accountId_name: { accountId, name } },
    create: { id: newId(), accountId, name, query },
    update: { query },
    select: { id: true },
  })
  return ok(null)
}

export async function dropSearch(tx: Tx, accountId: string, id: string): Promise<Result<null, 'not-there'>> {
  const { count } = await tx.savedSearch.deleteMany({ where: { id, accountId } })
  return count === 1 ? ok(null) : fail('not-there')
}
