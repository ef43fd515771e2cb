import 'server-only'

/**
 * One text for one value, whatever order its keys were written in: keys sorted, no spaces. What PostgreSQL would not give
 * back as it was (NUL, halves of a surrogate pair) is replaced first, so that the text computed from the row read
 * later is the one computed from the value written now.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(storable(value))
}

/** The value as it will come back from a `jsonb` column. */
export function storable(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value)
  if (typeof value === 'bigint') return value.toString()
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : null
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.map((item) => storable(item ?? null))
  if (typeof value === 'object' && value !== null) return storableObject(value)
  return typeof value === 'boolean' ? value : null
}

function storableObject(value: object): Record<string, unknown> {
  const entries = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .map(([key, inner]) => [storableText(key), storable(inner)] as const)
  entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries)
}

export function storableText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD')
}
