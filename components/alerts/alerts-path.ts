import type { AlertQuery, AlertView } from '#lib/alerts/model.ts'

type Change = { [Name in keyof AlertQuery]?: AlertQuery[Name] | undefined }

/** The address of the page with something of it changed; what is as usual is left out. A change begins from the top. */
export function alertsPath(query: Partial<AlertQuery>, change: Change = {}): string {
  const { show, ...filters } = { ...query, after: undefined, ...change }
  const given = Object.entries({ ...filters, ...(show !== 'open' && { show }) }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  )
  const search = new URLSearchParams(given).toString()
  return search === '' ? '/alerts' : `/alerts?${search}`
}

/** The page of what an alert is about; null when there is none for this reader. */
export function aboutPath({ page, id }: AlertView['about']): string | null {
  switch (page) {
    case 'session':
      return `/sessions/${id}`
    case 'archive':
      return `/archives/${id}`
    case 'project':
      return `/admin/projects/${id}`
    case 'endpoints':
      return '/admin/alerts'
    case 'none':
      return null
  }
}
