/** Whose news it is: the outcome of the reader's own act interrupts, everything else waits its turn. */
export type Urgency = 'own' | 'news'

type Speech = { polite: string; assertive: string }

const PAUSE = 3_000

/**
 * What a screen reader is told: own outcomes at once; other news at most one sentence in three seconds, what came
 * between merged into it, the same words once.
 */
export function createAnnouncer(
  say: (speech: Partial<Speech>) => void,
  time: { now(): number; later(run: () => void, ms: number): void },
) {
  const waiting = new Set<string>()
  let quietUntil = 0
  let planned = false

  function speak(): void {
    planned = false
    if (waiting.size === 0) return
    say({ polite: [...waiting].join(', ') })
    waiting.clear()
    quietUntil = time.now() + PAUSE
  }

  return (words: string, urgency: Urgency = 'news'): void => {
    if (urgency === 'own') {
      say({ assertive: words })
      return
    }
    waiting.add(words)
    if (planned) return
    planned = true
    const wait = quietUntil - time.now()
    if (wait <= 0) speak()
    else time.later(speak, wait)
  }
}
