import { setTimeout as sleep } from 'node:timers/promises'

const EVERY_MS = 250
const LONGEST_MS = 60_000

/**
 * Resolves when every address has given some answer, after a minute, or when it is no longer wanted. Whoever starts
 * application and sandbox together wants the application up first: sixty handshakes beside its start would take the machine
 * from it.
 */
export async function untilAnswered(
  urls: readonly string[],
  unwanted: AbortSignal,
  longestMs = LONGEST_MS,
): Promise<void> {
  const deadline = performance.now() + longestMs
  const waiting = () => performance.now() < deadline && !unwanted.aborted
  await Promise.all(
    [...new Set(urls.map((url) => new URL(url).origin))].map(async (origin) => {
      while (waiting() && !(await answers(origin))) await sleep(EVERY_MS)
    }),
  )
}

const answers = (origin: string): Promise<boolean> =>
  fetch(origin, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(3_000) }).then(
    () => true,
    () => false, // not up yet, and no fault of anybody
  )
