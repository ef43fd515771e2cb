import 'server-only'
import { canonicalEmail } from '#lib/access/canonical-email.ts'
import type { Tx } from '#lib/system/database.ts'

/** The account that has the address somebody claims, for the record. It is never who they are. */
export async function accountOfAddress(tx: Tx, email: string | null): Promise<string | null> {
  const canonical = email === null ? '' : canonicalEmail(email)
  if (canonical === '' || canonical.includes('\0')) return null
  const account = await tx.account.findUnique({
    where: { email: canonical.toWellFormed() },
    select: { id: true },
  })
  return account?.id ?? null
}
