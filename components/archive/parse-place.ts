/** A place in a recording as people write it: `41:34`, `1:09:20`, `90`; milliseconds, null for anything else. */
export function parsePlace(text: string): number | null {
  const parts = text.trim().split(':')
  if (parts.length > 3 || !parts.every((part) => /^\d{1,4}(\.\d{1,3})?$/.test(part))) return null
  const seconds = parts.map(Number)
  if (seconds.slice(1).some((part) => part >= 60)) return null
  return Math.round(seconds.reduce((sum, part) => sum * 60 + part, 0) * 1_000)
}
