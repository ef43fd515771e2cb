import 'server-only'
import { ForbiddenAddress, type Outgoing, Redirected } from '#lib/platform/outgoing.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { type Message, signedHeaders } from './sign-webhook.ts'

const TIMEOUT_MS = 10_000

/** Why a message did not arrive. What the other side says in words is never kept: it may be anybody. */
export type SendFailure =
  | `answered ${number}`
  | 'redirect'
  | 'forbidden-address'
  | 'timeout'
  | 'no-answer'
  | 'secret-shut'

/** Sends one message. Arrived is what was answered with a status of success; of the answer not a byte more is read. */
export async function sendOne(
  ask: Outgoing,
  url: string,
  secrets: readonly string[],
  message: Message,
): Promise<Result<null, SendFailure>> {
  try {
    const answer = await ask(new URL(url), {
      method: 'POST',
      headers: { ...signedHeaders(secrets, message), 'user-agent': 'Gavel-Webhooks' },
      body: message.body,
      fresh: true, // on a connection that was kept, a message may be lost with it
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    await answer.body?.cancel()
    return answer.ok ? ok(null) : fail(`answered ${answer.status}`)
  } catch (error) {
    return fail(failureOf(error))
  }
}

function failureOf(error: unknown): SendFailure {
  if (error instanceof ForbiddenAddress) return 'forbidden-address'
  if (error instanceof Redirected) return 'redirect'
  const name = error instanceof Error ? error.name : ''
  return name === 'TimeoutError' || name === 'AbortError' ? 'timeout' : 'no-answer'
}
