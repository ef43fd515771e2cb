/** Where a move leads: from a row that is gone, to the first. */
export function moveInList(
  ids: readonly string[],
  current: string | null,
  step: number | 'first' | 'last',
): string | null {
  if (step === 'first') return ids[0] ?? null
  if (step === 'last') return ids.at(-1) ?? null
  const index = current === null ? -1 : ids.indexOf(current)
  if (index < 0) return ids[0] ?? null
  return ids[Math.min(Math.max(index + step, 0), ids.length - 1)] ?? null
}
