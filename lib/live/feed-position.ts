/** Where a browser says it is in the feed. None: it begins now. What is no number is a position that nobody can continue. */
export function feedPosition(text: string | null | undefined): number | null {
  if (text === null || text === undefined || text === '') return null
  return /^\d{1,15}$/.test(text) ? Number(text) : -1
}
