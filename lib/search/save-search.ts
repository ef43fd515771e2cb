import 'server-only'
import type { z } from 'zod'
import type { Tx } from '#lib/system/database.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import type { saveSearchInput } from './model.ts'

const MOST = 50

/** The address is kept as it stands; what of it makes no sense is told when it is opened. */
export async function saveSearch(
  tx: Tx,
  accountId: string,
  { name, query }: z.output<typeof saveSearchInput>,
): Promise<Result<null, 'too-many'>> {
  if ((await tx.savedSearch.count({ where: { accountId, name: { not: name } } })) >= MOST)
    return fail('too-many')
  const key = { accountId_name: { accountId, name } }
  await tx.savedSearch.upsert({ where: key, create: { accountId, name, query }, update: { query } })
  return ok(null)
}
