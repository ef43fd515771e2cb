import 'server-only'
import type { Tx } from '#lib/system/database.ts'

/** A letter in plain text. `text` may hold names: hostile, but nothing in a plain letter is ever run. */
export type Letter = { to: string; subject: string; text: string }

/** Puts a letter on file with the change it tells of; it goes out after the commit, and never without it. */
export async function queueLetter(tx: Tx, { to, subject, text }: Letter): Promise<void> {
  await tx.mail.create({ data: { to: oneLine(to), subject: oneLine(subject), text } })
}

/** A line break in a head of a letter would begin another head. */
function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').slice(0, 320)
}
