import type { ArchiveQuery } from '#lib/archives/search-model.ts'

/** The address of the list with something of it changed; `undefined` takes a thing out. A change begins from the top again. */
export function searchPath(query: ArchiveQuery, change: ArchiveQuery = {}): string {
  const search = searchOf({ ...query, after: undefined, ...change })
  return search === '' ? '/archives' : `/archives?${search}`
}

export function searchOf(query: ArchiveQuery): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
  return new URLSearchParams(given).toString()
}
