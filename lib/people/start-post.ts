import 'server-only'
import { sendLetters, smtpSender } from '#lib/notify/send-letters.ts'
import { database } from '#lib/system/database.ts'
import { env } from '#lib/system/env.ts'
import { repeatInProcess } from '#lib/system/repeat-in-process.ts'
import { answerResets } from './reset-password.ts'

const EVERY_MS = 2_000

/** Writes the letters that were asked for, and sends what is due when there is a mail server to send it by. */
export function startPost(): void {
  const db = database()
  const { GAVEL_SMTP_URL, GAVEL_MAIL_FROM, GAVEL_URL } = env()
  const from = GAVEL_MAIL_FROM ?? `gavel@${new URL(GAVEL_URL).hostname}`
  const send = GAVEL_SMTP_URL === undefined ? null : smtpSender(GAVEL_SMTP_URL, from)
  repeatInProcess('post', EVERY_MS, async () => {
    await answerResets(db)
    if (send) await sendLetters(db, send)
  })
}
