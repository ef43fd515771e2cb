import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'

/** Longer than any of ours may take, and shorter than anybody waits for a test. */
const WITHIN_MS = 30_000

/**
 * Ends a program of a test in order, and waits until it has ended. One that does not is killed, and the test fails with what the
 * program said last.
 */
export async function endProcess(
  child: ChildProcess,
  signal: NodeJS.Signals = 'SIGTERM',
  said: () => string = () => '',
): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill(signal)
  let late = false
  const timer = setTimeout(() => {
    late = true
    child.kill('SIGKILL')
  }, WITHIN_MS)
  await ended.finally(() => clearTimeout(timer))
  if (late)
    throw new Error(
      `${child.spawnargs.join(' ')} did not end on ${signal}. It said last:\n${said().slice(-4_000)}`,
    )
}

/** Does each in turn, whatever became of those before, and throws what went wrong first. */
export async function inTurn(...steps: (() => unknown)[]): Promise<void> {
  const wrong: unknown[] = []
  for (const step of steps) {
    try {
      await step()
    } catch (error) {
      wrong.push(error)
    }
  }
  if (wrong.length) throw wrong[0]
}
