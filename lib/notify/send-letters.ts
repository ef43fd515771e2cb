import 'server-only'
import { createTransport, type Transporter } from 'nodemailer'
import type { Database, Tx } from '#lib/system/database.ts'
import { log } from '#lib/system/log.ts'

const AT_ONCE = 20
const ATTEMPTS = 8
const TIMEOUT_MS = 15_000

export type Waiting = { id: string; to: string; subject: string; text: string; attempts: number }
export type SendOne = (letter: Waiting) => Promise<void>

/** How letters leave: by this server, from this address. */
export function smtpSender(url: string, from: string): SendOne {
  const transport: Transporter = createTransport({
    url,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return async ({ id, to, subject, text }) => {
    // One address as an object: a string would be read as a list of addresses.
    const message = { from, to: { name: '', address: to }, subject, text, messageId: `<${id}@gavel>` }
    await transport.sendMail({ ...message, headers: { 'Auto-Submitted': 'auto-generated' } })
  }
}

/**
 * Sends what is due; any number of servers may do so at once. The row stays locked while its letter leaves, so that it is not
 * sent twice; a server that dies in between leaves it to the next, with the same message id. Once sent, the text goes.
 */
export async function sendLetters(db: Database, send: SendOne): Promise<number> {
  let sent = 0
  while (sent < AT_ONCE && (await db.$transaction((tx) => sendNext(tx, send), { timeout: 60_000 }))) sent++
  return sent
}

async function sendNext(tx: Tx, send: SendOne): Promise<boolean> {
  const [letter] = await tx.$queryRaw<Waiting[]>`
    SELECT "id", "to", "subject", "text", "attempts" FROM "Mail"
    WHERE "sentAt" IS NULL AND "kind" = 'letter' AND "nextTryAt" <= now() AND "attempts" < ${ATTEMPTS}::int
    ORDER BY "nextTryAt" LIMIT 1 FOR UPDATE SKIP LOCKED`
  if (!letter) return false
  try {
    await send(letter)
    await tx.$executeRaw`UPDATE "Mail" SET "sentAt" = now(), "text" = NULL, "failure" = NULL WHERE "id" = ${letter.id}::uuid`
  } catch (error) {
    const failure = codeOf(error)
    log.warn({ mailId: letter.id, attempt: letter.attempts + 1, failure }, 'letter not sent')
    await tx.$executeRaw`
      UPDATE "Mail" SET "attempts" = "attempts" + 1, "failure" = ${failure},
        "nextTryAt" = now() + make_interval(secs => 15 * 2 ^ "attempts")
      WHERE "id" = ${letter.id}::uuid`
  }
  return true
}

/** The server's own words may hold the address: only the code is kept. */
function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : null
  return typeof code === 'string' ? code.slice(0, 40) : 'unknown'
}
