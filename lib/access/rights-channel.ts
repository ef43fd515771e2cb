import 'server-only'
import type { Tx } from '#lib/system/database.ts'

/** What PostgreSQL's listeners hear when an account's rights change; the message is its id. */
export const RIGHTS_CHANNEL = 'gavel_rights'

/** Tells every server, with the commit, to close what this account has open: it comes back with what it may do now. */
export async function announceRights(tx: Tx, accountId: string): Promise<void> {
  await tx.$queryRaw`SELECT pg_notify(${RIGHTS_CHANNEL}, ${accountId})::text`
}
