import 'server-only'
import type { Tx } from '#lib/system/database.ts'

/** Whose factors they are, and on which device they are changed: somebody signed in, or about to be. */
export type Owner = {
  readonly accountId: string
  readonly deviceId: string
  readonly name: string
  readonly email: string
}

/** For the scope of doors to one's own: changes of one account's factors, password and devices come one after the other. */
export async function lockOwner(tx: Tx, { accountId }: Owner): Promise<{ projectId: null }> {
  await tx.$queryRaw`SELECT 1 AS locked FROM "Account" WHERE "id" = ${accountId}::uuid FOR NO KEY UPDATE`
  return { projectId: null }
}
