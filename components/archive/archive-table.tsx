'use client'
import { Lock } from 'lucide-react'
import Link from 'next/link'
import { RunningTime } from '#components/ui/age.tsx'
import { formatBytes, formatDuration } from '#components/ui/format.ts'
import { PersonName } from '#components/ui/person-name.tsx'
import { ColumnHead, TableHead } from '#components/ui/table-head.tsx'
import { Time } from '#components/ui/time.tsx'
import type { ArchiveFound } from '#lib/archives/model.ts'
import type { ArchiveView } from '#lib/live/model.ts'
import { ArchiveBadge } from './archive-badge.tsx'
import { archivePath } from './archive-path.ts'
import { StartedBy } from './started-by.tsx'
import { TimeLeft } from './time-left.tsx'

const CELL = 'px-2 first:pl-4 last:pr-4'

/** Recordings as rows; on a phone, the session and what matters of it in two lines. */
export function ArchiveTable({ archives }: { archives: readonly ArchiveFound[] }) {
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
        <ColumnHead className="w-44 pl-6 max-lg:hidden">Started by</ColumnHead>
        <ColumnHead className="w-40">State</ColumnHead>
        <ColumnHead className="w-20 text-right max-lg:hidden">Actions</ColumnHead>
        <ColumnHead className="w-24 text-right max-lg:hidden">Findings</ColumnHead>
      </TableHead>
      <tbody>
        {archives.map((archive) => (
          <ArchiveRow key={archive.id} archive={archive} />
        ))}
      </tbody>
    </table>
  )
}

function ArchiveRow({ archive }: { archive: ArchiveFound }) {
  const {
    id,
    sessionName,
    name,
    projectName,
    startedAt,
    size,
    startedBy,
    standing,
    findings,
    actions,
    held,
    copyUntil,
  } = archive
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
      <td className={`${CELL} pl-6 text-ink-2 max-lg:hidden`}>
        <StartedBy name={startedBy} />
      </td>
      <td className={`${CELL} max-sm:w-28 max-sm:text-right`}>
        <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1 max-sm:justify-end">
          <ArchiveBadge state={standing} quiet />
          {held && (
            <span className="inline-flex items-center gap-1 whitespace-nowrap text-ink-2 text-xs">
              <Lock aria-hidden="true" className="size-3" /> On hold
            </span>
          )}
          {copyUntil && (
            <span className="text-alert text-xs max-sm:hidden">
              <TimeLeft until={copyUntil} /> left
            </span>
          )}
        </span>
      </td>
      <td className={`${CELL} text-right max-lg:hidden ${actions === 0 ? 'text-ink-2' : ''}`}>{actions}</td>
      <td className={`${CELL} text-right max-lg:hidden ${findings === 0 ? 'text-ink-2' : ''}`}>{findings}</td>
    </tr>
  )
}

/** How long it is; how long already, while it runs. */
function Length({ archive: { duration, startedAt, state } }: { archive: ArchiveView }) {
  if (duration !== null) return formatDuration(duration)
  return state === 'recording' && startedAt && <RunningTime since={startedAt} />
}
