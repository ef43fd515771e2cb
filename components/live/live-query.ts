/** What the Live page shows of what there is: all of it in the address, so that it can be sent to a colleague. */
export const SORT_KEYS = [
  'attention',
  'name',
  'project',
  'mode',
  'duration',
  'connections',
  'publishers',
  'subscribers',
  'archive',
  'watching',
] as const
export type SortKey = (typeof SORT_KEYS)[number]

export type Sort = { key: SortKey; descending: boolean }

export type LiveQuery = {
  text: string
  project: string | null
  recording: boolean
  unwatched: boolean
  sort: Sort
  /** Session in the inspector. */
  selected: string | null
}

const ATTENTION: Sort = { key: 'attention', descending: true }

export function parseLiveQuery(params: URLSearchParams): LiveQuery {
  return {
    text: params.get('q') ?? '',
    project: params.get('project'),
    recording: params.has('recording'),
    unwatched: params.has('unwatched'),
    sort: parseSort(params.get('sort')),
    selected: params.get('session'),
  }
}

/** The same as an address; what is as usual is left out. */
export function writeLiveQuery(query: LiveQuery): string {
  const params = new URLSearchParams()
  if (query.text) params.set('q', query.text)
  if (query.project) params.set('project', query.project)
  if (query.recording) params.set('recording', '')
  if (query.unwatched) params.set('unwatched', '')
  if (query.sort.key !== 'attention')
    params.set('sort', `${query.sort.descending ? '-' : ''}${query.sort.key}`)
  if (query.selected) params.set('session', query.selected)
  const written = params.toString().replaceAll('=&', '&').replace(/=$/, '')
  return written && `?${written}`
}

/** A column's head: first the order people look for in it, then the other way round, then attention again. */
export function nextSort(sort: Sort, key: SortKey): Sort {
  const first = { key, descending: !['name', 'project', 'mode'].includes(key) }
  if (sort.key !== key) return first
  if (key === 'attention') return { key: 'name', descending: false }
  return sort.descending === first.descending ? { key, descending: !first.descending } : ATTENTION
}

function parseSort(value: string | null): Sort {
  const descending = value?.startsWith('-') ?? false
  const key = SORT_KEYS.find((known) => known === value?.replace('-', ''))
  return key && key !== 'attention' ? { key, descending } : ATTENTION
}
