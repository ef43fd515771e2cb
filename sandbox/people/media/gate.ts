export type Gate = {
  /** Resolves when it is one's turn, with what gives the turn on; calling that twice does no harm. */
  enter: () => Promise<() => void>
}

/** Lets `width` through at a time, the others in the order they came. */
export const createGate = (width: number): Gate => {
  const waiting: (() => void)[] = []
  let inside = 0
  const leave = (): void => {
    inside -= 1
    waiting.shift()?.()
  }
  return {
    enter: async () => {
      if (inside >= width) await new Promise<void>((resolve) => waiting.push(resolve))
      inside += 1
      let left = false
      return () => {
        if (!left) leave()
        left = true
      }
    },
  }
}
