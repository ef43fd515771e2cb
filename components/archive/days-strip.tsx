import Link from 'next/link'
import type { ArchiveSearch, SearchFacets } from '#lib/search/model.ts'
import { archivesPath } from './archives-path.ts'

const DAYS = 60
const DAY_MS = 86_400_000

/** Recordings per day, each day a way to its recordings. Heights are shares of the fullest day. */
export function DaysStrip({ query, days }: { query: ArchiveSearch; days: SearchFacets['days'] }) {
  const last = days.at(-1)
  if (!last) return null
  const counts = new Map(days.map(({ day, count }) => [day, count]))
  const most = Math.max(...days.map(({ count }) => count))
  const shown = Array.from({ length: DAYS }, (_, at) =>
    new Date(Date.parse(last.day) - (DAYS - 1 - at) * DAY_MS).toISOString().slice(0, 10),
  )
  return (
    <nav
      aria-label="Recordings per day"
      className="flex h-12 flex-none items-end gap-[3px] px-4 pb-2 max-sm:hidden"
    >
      {shown.map((day) => (
        <Day key={day} day={day} count={counts.get(day) ?? 0} most={most} query={query} />
      ))}
    </nav>
  )
}

type DayProps = { day: string; count: number; most: number; query: ArchiveSearch }

function Day({ day, count, most, query }: DayProps) {
  const bounded = query.from !== undefined || query.to !== undefined
  const within = (!query.from || day >= query.from) && (!query.to || day <= query.to)
  const height = count === 0 ? 1 : Math.max(3, Math.round((count / most) * 36))
  const bar = <Bar height={height} chosen={bounded && within} />
  if (count === 0) return <span className="flex-1">{bar}</span>
  return (
    <Link
      href={archivesPath(query, { from: day, to: day })}
      prefetch={false}
      scroll={false}
      aria-label={`${day}: ${count} ${count === 1 ? 'recording' : 'recordings'}`}
      className="flex-1 hover:opacity-70"
    >
      {bar}
    </Link>
  )
}

function Bar({ height, chosen }: { height: number; chosen: boolean }) {
  return (
    <svg viewBox="0 0 10 36" preserveAspectRatio="none" className="block h-9 w-full" aria-hidden="true">
      <rect y={36 - height} width="10" height={height} className={chosen ? 'fill-ink-2' : 'fill-line-2'} />
    </svg>
  )
}
