import 'server-only'
import { type Actor, mayEverywhere } from '#lib/access/actor.ts'
import { PERMISSIONS, type Permission } from '#lib/access/permissions.ts'
import { database } from '#lib/system/database.ts'
import { env } from '#lib/system/env.ts'
import type { LetterView } from './model.ts'

/**
 * Whether this actor may read letters that wait here. Only in the demo, where no mail server takes them; and only somebody
 * who holds everything, because a letter can hold the link to somebody else's new password.
 */
export function mayReadOutbox(actor: Actor): boolean {
  const { GAVEL_ENV, GAVEL_SMTP_URL } = env()
  const all = Object.keys(PERMISSIONS) as Permission[] // the keys of the catalogue, by definition
  return (
    GAVEL_ENV === 'demo' &&
    GAVEL_SMTP_URL === undefined &&
    all.every((permission) => mayEverywhere(actor, permission))
  )
}

/** The letters that would have gone out, newest first; null for who may not read them. */
export async function outbox(actor: Actor): Promise<LetterView[] | null> {
  if (!mayReadOutbox(actor)) return null
  const rows = await database().mail.findMany({
    where: { kind: 'letter', text: { not: null } },
    select: { id: true, to: true, subject: true, text: true, createdAt: true },
    orderBy: { createdAt: 'desc' },
    take: 50,
  })
  return rows.map(({ text, createdAt, ...row }) => ({
    ...row,
    text: text ?? '',
    at: createdAt.toISOString(),
  }))
}
