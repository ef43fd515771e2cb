/**
 * The server's time, as well as this browser can know it, for all ages and running times on the page. A time that arrives
 * from the server is older than now by its way here, never younger: so the latest estimate is the best one, until the
 * browser's own clock is set anew.
 */
export function createClock(local: () => number) {
  let offset: number | null = null
  return {
    now: (): number => local() + (offset ?? 0),
    observe(serverTime: number): void {
      const estimate = serverTime - local()
      if (offset === null || estimate > offset || offset - estimate > 5_000) offset = estimate
    },
  }
}

export type Clock = ReturnType<typeof createClock>

export const clock: Clock = createClock(() => Date.now())
