import 'server-only'
import { timingSafeEqual } from 'node:crypto'
import type { AuditAuthor } from '#lib/audit/record-audit.ts'
import type { Tx } from '#lib/system/database.ts'
import { fail, type Result } from '#lib/system/result.ts'
import { createAccount } from './create-account.ts'
import type { SetupInput } from './model.ts'
import { hashSetupCode } from './prepare-setup-code.ts'

/** The set-up as long as it is open, locked: of fifty who try at once the first makes the admin, the others find nothing. */
export async function openSetup(tx: Tx): Promise<{ projectId: null; codeHash: Uint8Array | null } | null> {
  const [setup] = await tx.$queryRaw<{ codeHash: Uint8Array | null }[]>`
    SELECT "codeHash" FROM "Setup" WHERE "id" = 1 AND "completedAt" IS NULL FOR UPDATE`
  return setup ? { projectId: null, codeHash: setup.codeHash } : null
}

/** Makes the first admin, for whoever has the code that was printed at the console. */
export async function completeSetup(
  tx: Tx,
  codeHash: Uint8Array | null,
  { code, name, email, password }: SetupInput,
  by: AuditAuthor,
): Promise<Result<null, 'wrong-code' | 'weak-password' | 'busy'>> {
  if (codeHash === null || !timingSafeEqual(codeHash, hashSetupCode(code))) return fail('wrong-code')
  const made = await createAccount(tx, { name, email, password, roles: [{ key: 'admin' }] }, by)
  if (made.ok) return { ok: true, value: null }
  // Nobody but the seed can have made accounts before the first admin, and it makes an admin.
  return fail(made.failure === 'email-taken' ? 'busy' : made.failure)
}
