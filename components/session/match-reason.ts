/** What a reason field holds: the words typed, and which of the known reasons they are on the way to. */
export type ReasonMatch = { chosen: string | null; completion: string }

/**
 * The known reason that typed words lead to: by its beginning first, then by the beginning of a word in it. `completion` is
 * what `Tab` would add. Words that lead nowhere are a reason of their own.
 */
export function matchReason(typed: string, reasons: readonly string[]): ReasonMatch {
  const sought = typed.trimStart().toLocaleLowerCase()
  if (sought === '') return { chosen: null, completion: '' }
  const begins = reasons.find((reason) => reason.toLocaleLowerCase().startsWith(sought))
  if (begins) return { chosen: begins, completion: begins.slice(sought.length) }
  const holds = reasons.find((reason) => reason.toLocaleLowerCase().includes(` ${sought}`))
  return { chosen: holds ?? null, completion: '' }
}

/** The reason that is sent: the known one that was meant, or the words as they stand; null when there is none. */
export function reasonToSend(typed: string, reasons: readonly string[]): string | null {
  const own = typed.trim()
  if (own === '') return null
  return matchReason(typed, reasons).chosen ?? own
}

/** Which reason a key stands for while the field is empty: 1 is the first. */
export function reasonByDigit(key: string, reasons: readonly string[]): string | null {
  return /^[1-9]$/.test(key) ? (reasons[Number(key) - 1] ?? null) : null
}
