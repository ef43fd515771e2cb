import type { SortKey } from './live-query.ts'

export type Column = { key: SortKey; label: string; title?: string; end?: boolean }

/** Columns of the table, left to right. Their widths are fixed, so that no value moves another. */
export const COLUMNS: readonly Column[] = [
  { key: 'name', label: 'Session' },
  { key: 'project', label: 'Project' },
  { key: 'mode', label: 'Mode' },
  { key: 'duration', label: 'Live', title: 'How long it is live', end: true },
  { key: 'connections', label: 'Connections', end: true },
  { key: 'publishers', label: 'Pub', title: 'Publishers', end: true },
  { key: 'subscribers', label: 'Sub', title: 'Subscribers: connected, not publishing', end: true },
  { key: 'archive', label: 'Archive' },
  { key: 'attention', label: 'Signals', title: 'What needs attention' },
  { key: 'watching', label: 'Watching', title: 'Moderators who watch' },
]

/** One grid for head and rows. */
export const GRID =
  'grid grid-cols-[minmax(180px,1fr)_76px_74px_62px_112px_40px_48px_104px_120px_64px] gap-x-3 px-4'
