import 'server-only'
import { sendLetters, smtpSender } from '#lib/notify/send-letters.ts'
import { database } from '#lib/system/database.ts'
import { env } from '#lib/system/env.ts'
import { onceInProcess } from '#lib/system/global.ts'
import { repeat } from '#lib/system/repeat.ts'
import { answerResets } from './reset-password.ts'

/** Writes the letters that were asked for, and sends what is due when there is a mail server to send it by. */
export function startPost(): void {
  onceInProcess('post', () => {
    const db = database()
    const { GAVEL_SMTP_URL, GAVEL_MAIL_FROM, GAVEL_URL } = env()
    const from = GAVEL_MAIL_FROM ?? `gavel@${new URL(GAVEL_URL).hostname}`
    const send = GAVEL_SMTP_URL === undefined ? null : smtpSender(GAVEL_SMTP_URL, from)
    const job = repeat('post', 2_000, async () => {
      await answerResets(db)
      if (send) await sendLetters(db, send)
    })
    const stop = () => void job.stop()
    process.once('SIGTERM', stop)
    process.once('SIGINT', stop)
    return true
  })
}
