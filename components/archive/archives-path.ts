import type { ArchiveSearch } from '#lib/search/model.ts'

export type SearchChange = Partial<Record<keyof ArchiveSearch, string | undefined>>

/** The address of the list with something of it changed; `undefined` takes a thing out. Another search begins at its top. */
export function archivesPath(query: ArchiveSearch, change: SearchChange = {}): string {
  const search = searchOf({ ...query, after: undefined, ...change })
  return search === '' ? '/archives' : `/archives?${search}`
}

/** What of the address is the search itself: what is kept under a name. */
export function searchOf(query: Record<string, string | number | string[] | undefined>): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, String(value)]],
  )
  return new URLSearchParams(given).toString()
}

/** Of several of one kind, with this one turned on or off. */
export function toggled(values: readonly string[] | undefined, value: string): string | undefined {
  const rest = (values ?? []).filter((other) => other !== value)
  return (rest.length === (values ?? []).length ? [...rest, value] : rest).join(',') || undefined
}
