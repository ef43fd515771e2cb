/** How long rows stay held after the hand has left them. */
export const HOLD_MS = 5_000

type Later = (run: () => void, ms: number) => () => void

/**
 * Whether a hand is in the list: while it points there, and for five seconds after the last touch or key. As long as this
 * holds, no row may move.
 */
export function createHold(later: Later, changed: (held: boolean) => void) {
  let pointing = false
  let held = false
  let cancel = () => {}

  function settle(next: boolean): void {
    if (next === held) return
    held = next
    changed(held)
  }

  function touched(): void {
    cancel()
    settle(true)
    cancel = later(() => settle(pointing), HOLD_MS)
  }

  return {
    touched,
    pointIn(): void {
      pointing = true
      touched()
    },
    pointOut(): void {
      pointing = false
      touched()
    },
    stop: () => cancel(),
  }
}
