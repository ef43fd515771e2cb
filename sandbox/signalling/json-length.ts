/** Characters of a value in JSON. What is nested too deeply to be written counts as endless. */
export const jsonLength = (value: unknown): number => {
  try {
    return JSON.stringify(value)?.length ?? 0
  } catch {
    // A message may hold a hundred thousand brackets: reading it is no harm, writing it would take the whole stack.
    return Number.POSITIVE_INFINITY
  }
}
