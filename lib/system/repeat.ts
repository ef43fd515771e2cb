import 'server-only'
import { log } from './log.ts'

/**
 * Does something again and again, so long after it was last done, until stopped. A failure is logged and the next turn
 * comes all the same; two turns never overlap.
 */
export function repeat(
  name: string,
  everyMs: number,
  work: () => Promise<unknown>,
): { stop(): Promise<void> } {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()

  async function turn(): Promise<void> {
    try {
      await work()
    } catch (error) {
      log.error({ error, job: name }, 'a periodic job failed')
    }
    if (!stopped) timer = setTimeout(start, everyMs)
  }

  function start(): void {
    running = turn()
  }

  start()
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
