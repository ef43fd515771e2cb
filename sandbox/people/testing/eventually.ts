const TRY_EVERY_MS = 25

/** Waits until `check` answers true; when time is up, fails with the reason it gave last. */
export const eventually = async (check: () => true | string, withinMs = 30_000): Promise<void> => {
  const until = performance.now() + withinMs
  for (;;) {
    const verdict = check()
    if (verdict === true) return
    if (performance.now() > until) throw new Error(verdict)
    await new Promise((resolve) => setTimeout(resolve, TRY_EVERY_MS))
  }
}
