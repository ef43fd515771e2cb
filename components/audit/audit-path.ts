import type { PageQuery } from '#lib/record/model.ts'

export type Change = { [Name in keyof PageQuery]?: PageQuery[Name] | undefined }

/** The address of the page with something of it changed; `undefined` takes a thing out. */
export function auditPath(query: PageQuery, change: Change = {}): string {
  const search = searchOf({ ...query, ...change })
  return search === '' ? '/audit' : `/audit?${search}`
}

/** Where the same entries can be had as a file. */
export function exportPath({ before: _, entry: __, ...filters }: PageQuery, format: 'csv' | 'jsonl'): string {
  return `/api/audit/export?${searchOf({ ...filters, format })}`
}

/** What has come since an entry, of what the page shows. */
export function newsPath({ before: _, entry: __, ...filters }: PageQuery, after: number): string {
  return `/api/audit/head?${searchOf({ ...filters, after })}`
}

function searchOf(values: Record<string, string | number | undefined>): string {
  const given = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  )
  return new URLSearchParams(given).toString()
}
