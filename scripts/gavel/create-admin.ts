import { canonicalEmail } from '#lib/access/canonical-email.ts'
import { createAccount } from '#lib/access/create-account.ts'
import { ensureBuiltInRoles } from '#lib/access/ensure-built-in-roles.ts'
import type { Database } from '#lib/system/database.ts'
import { makePassword } from '../prepare/make-password.ts'
import { type Outcome, refused } from './outcome.ts'
import { commandAuthor, recordCommand } from './record-command.ts'

const WORDS = {
  'email-taken': 'There is an account with this address already: see `people`.',
  'weak-password': 'Use a password of at least 15 characters that is not their name or address.',
  busy: 'This could not be done just now. Try again.',
} as const

/** Makes an admin; the first one ends the set-up. */
export async function createAdmin(
  db: Database,
  given: { email: string; name: string; password?: string | undefined },
): Promise<Outcome> {
  if (!/^[^@\s]+@[^@\s]+$/.test(given.email)) return refused('--email is not an e-mail address.')
  if (given.name.trim() === '') return refused('--name is missing.')
  const password = given.password ?? makePassword()
  const email = canonicalEmail(given.email)
  await ensureBuiltInRoles(db)
  const author = commandAuthor()
  const made = await db
    .$transaction(async (tx) => {
      await recordCommand(tx, author, { phase: 'ask', action: 'account.create', details: { role: 'admin' } })
      const account = { email, name: given.name, password, roles: [{ key: 'admin' }] }
      const result = await createAccount(tx, account, author)
      if (!result.ok) throw new Refusal(result.failure)
      return result.value
    })
    .catch((error: unknown) => {
      if (error instanceof Refusal) return error
      throw error
    })
  if (made instanceof Refusal) return refused(WORDS[made.failure])
  const shown = given.password === undefined ? { password } : {}
  return {
    ok: true,
    lines: [
      `${given.name.trim()} (${email}) is an admin.`,
      ...(given.password === undefined ? [`Password, shown this once: ${password}`] : []),
    ],
    value: { accountId: made.accountId, email, ...shown },
  }
}

/** Thrown so that nothing is left on the record of what was not done. */
class Refusal extends Error {
  readonly failure: keyof typeof WORDS
  constructor(failure: keyof typeof WORDS) {
    super(failure)
    this.failure = failure
  }
}
