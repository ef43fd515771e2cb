/** Waits until `check` returns true; it may return in words what is still missing, for the failure to say. */
export const eventually = async (
  check: () => boolean | string | Promise<boolean | string>,
  withinMs = 10_000,
  everyMs = 25,
): Promise<void> => {
  const until = performance.now() + withinMs
  for (;;) {
    const verdict = await check()
    if (verdict === true) return
    if (performance.now() > until) throw new Error(verdict === false ? 'it did not come true' : verdict)
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
}

/** How often a page is asked for what comes in: its statistics are dear, and its camera gives ten pictures a second. */
export const STATS_EVERY_MS = 100
