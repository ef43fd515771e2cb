import { setTimeout as sleep } from 'node:timers/promises'

type Options = { readonly timeoutMs?: number; readonly everyMs?: number }

/**
 * Waits until a condition holds. The condition answers `true`, or the reason why it does not hold yet; when the time is up,
 * the error carries the last reason. What it throws counts as a reason too: the page may not be there yet.
 *
 * `await eventually(async () => (await wall.shows('Mia')) || 'Mia is not on the wall yet')`
 */
export async function eventually(
  condition: () => true | string | Promise<true | string>,
  { timeoutMs = 5_000, everyMs = 50 }: Options = {},
): Promise<void> {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    const answer = await ask(condition)
    if (answer === true) return
    if (performance.now() >= deadline) throw new Error(`After ${timeoutMs} ms: ${answer}`)
    await sleep(Math.min(everyMs, Math.max(0, deadline - performance.now())))
  }
}

async function ask(condition: () => true | string | Promise<true | string>): Promise<true | string> {
  try {
    return await condition()
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
