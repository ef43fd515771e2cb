/** JSON as it may be stored: no NUL, which PostgreSQL refuses, and no half of a surrogate pair, which is no text. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

export function cleanText(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '\ufffd')
}

/** The same for a whole value out of `JSON.parse`; `keep` drops members by name, and by the name of what holds them. */
export function cleanJson(value: unknown, keep: (key: string, within: string) => boolean, within = ''): Json {
  if (typeof value === 'string') return cleanText(value)
  if (typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (Array.isArray(value)) return value.map((item) => cleanJson(item, keep, within))
  if (typeof value !== 'object' || value === null) return null
  const members = Object.entries(value)
    .filter(([key]) => keep(key, within))
    .map(([key, member]) => [cleanText(key), cleanJson(member, keep, key)] as const)
  return Object.fromEntries(members)
}

/** How deep brackets nest, read without parsing: what is too deep never reaches a recursive function. */
export function jsonDepth(text: string): number {
  let depth = 0
  let deepest = 0
  let quoted = false
  for (let index = 0; index < text.length; index++) {
    const character = text[index]
    if (quoted && character === '\\') index++
    else if (character === '"') quoted = !quoted
    else if (!quoted && (character === '{' || character === '[')) deepest = Math.max(deepest, ++depth)
    else if (!quoted && (character === '}' || character === ']')) depth--
  }
  return deepest
}
