'use client'
import Link from 'next/link'
import { RunningTime } from '#components/ui/age.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { formatBytes, formatCount, formatDuration } from '#components/ui/format.ts'
import { PersonName } from '#components/ui/person-name.tsx'
import { ColumnHead, TableHead } from '#components/ui/table-head.tsx'
import { Time } from '#components/ui/time.tsx'
import type { ArchiveView } from '#lib/live/model.ts'
import type { FoundArchive } from '#lib/search/model.ts'
import { ArchiveBadge } from './archive-badge.tsx'
import { archivePath } from './archive-path.ts'
import { CUSTODY_WORDS, REVIEW_WORDS } from './search-words.ts'

const CELL = 'px-2 first:pl-4 last:pr-4'

/** Recordings as rows; on a phone, the session and what matters of it in two lines. */
export function ArchiveTable({ found }: { found: readonly FoundArchive[] }) {
  return (
    <table className="w-full table-fixed border-collapse bg-surface max-sm:table-auto">
      <TableHead>
        <ColumnHead>Session</ColumnHead>
        <ColumnHead className="w-32">Project</ColumnHead>
        <ColumnHead aria-sort="descending" className="w-44 text-ink">
          Recorded
        </ColumnHead>
        <ColumnHead className="w-20 text-right">Length</ColumnHead>
        <ColumnHead className="w-20 text-right">Size</ColumnHead>
        <ColumnHead className="w-40 pl-6">Custody</ColumnHead>
        <ColumnHead className="w-28 max-lg:hidden">Review</ColumnHead>
        <ColumnHead className="w-20 text-right max-lg:hidden">Markers</ColumnHead>
        <ColumnHead className="w-24 text-right max-lg:hidden">Findings</ColumnHead>
      </TableHead>
      <tbody>
        {found.map((row) => (
          <ArchiveRow key={row.archive.id} row={row} />
        ))}
      </tbody>
    </table>
  )
}

function ArchiveRow({ row }: { row: FoundArchive }) {
  const { archive, review, moments, findings } = row
  const { id, sessionName, name, projectName, startedAt, size } = archive
  return (
    <tr className="tn relative h-11 border-b hover:bg-hover has-focus-visible:bg-hover max-sm:h-15">
      <td className={`${CELL} max-sm:w-full max-sm:max-w-0`}>
        <Link
          href={archivePath(id)}
          prefetch={false}
          className="flex font-medium after:absolute after:inset-0 max-sm:text-base"
        >
          <PersonName name={sessionName ?? name} fallback="Session without a name" />
        </Link>
        <span className="flex gap-2 text-ink-2 text-xs sm:hidden">
          {startedAt && <Time at={startedAt} long />}
          <Length archive={archive} />
        </span>
      </td>
      <td className={`${CELL} text-ink-2 max-sm:hidden`}>
        <PersonName name={projectName} className="block" />
      </td>
      <td className={`${CELL} text-ink-2 max-sm:hidden`}>{startedAt && <Time at={startedAt} long />}</td>
      <td className={`${CELL} text-right max-sm:hidden`}>
        <Length archive={archive} />
      </td>
      <td className={`${CELL} text-right text-ink-2 max-sm:hidden`}>{size !== null && formatBytes(size)}</td>
      <td className={`${CELL} pl-6 max-sm:w-28 max-sm:pl-2 max-sm:text-right`}>
        <Custody row={row} />
      </td>
      <td className={`${CELL} text-ink-2 max-lg:hidden`}>{review && REVIEW_WORDS[review]}</td>
      <CountCell count={moments} />
      <CountCell count={findings} />
    </tr>
  )
}

/** How long it is; how long already, while it runs. */
function Length({ archive: { duration, startedAt, state } }: { archive: ArchiveView }) {
  if (duration !== null) return formatDuration(duration)
  return state === 'recording' && startedAt && <RunningTime since={startedAt} />
}

function CountCell({ count }: { count: number }) {
  return (
    <td className={`${CELL} text-right max-lg:hidden ${count === 0 ? 'text-ink-2' : ''}`}>
      {formatCount(count)}
    </td>
  )
}

/** What matters most of how it is kept; of one that is not over, how far the recording is. */
function Custody({ row: { archive, custody } }: { row: FoundArchive }) {
  const [mark] = custody
  if (!mark || mark === 'running' || mark === 'coming') return <ArchiveBadge state={archive.state} quiet />
  const { label, tone } = CUSTODY_WORDS[mark]
  if (mark === 'kept') return <span className="text-ink-2">{label}</span>
  return <Badge tone={tone}>{label}</Badge>
}
