'use client'
import { clsx } from 'clsx'
import { ClockAlert } from 'lucide-react'
import Link from 'next/link'
import { memo } from 'react'
import { Age, RunningTime } from '#components/ui/age.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Count } from '#components/ui/count.tsx'
import { Dot } from '#components/ui/dot.tsx'
import { GRID_ROLES } from '#components/ui/grid-roles.ts'
import { GridRow } from '#components/ui/grid-row.tsx'
import { PersonName } from '#components/ui/person-name.tsx'
import { shortenId } from '#components/ui/shorten-id.ts'
import { AlertBadge } from './alert-badge.tsx'
import { isRecorded } from './pick-sessions.ts'
import { rowId } from './row-id.ts'
import { sessionPath } from './session-path.ts'
import { RowDot } from './session-row.tsx'
import type { RowProps } from './session-rows.tsx'
import { SessionSparkline } from './session-sparkline.tsx'
import { useStale } from './use-stale.ts'

/** One live session on a phone, in two lines: what it is, and how it is. A tap opens it. */
export const PhoneRow = memo(function PhoneRow({ session, points = [], index, top }: RowProps) {
  const stale = useStale(session.evidenceAt) && session.live
  return (
    <GridRow
      id={rowId(session.id)}
      position={index + 2}
      style={{ top }}
      className={clsx('absolute inset-x-0 h-15 border-b', stale && 'hatch', !session.live && 'line-through')}
    >
      <span {...GRID_ROLES.cell} className="contents">
        <Link
          href={sessionPath(session.id)}
          prefetch={false}
          className="grid h-full grid-cols-[minmax(0,1fr)_auto] content-center items-center gap-x-3 gap-y-0.5 px-4"
        >
          <span className="flex min-w-0 items-center gap-2">
            <RowDot session={session} stale={stale} />
            <PersonName
              name={session.name}
              fallback={shortenId(session.platformId)}
              className="font-medium text-base"
            />
          </span>
          <span className="flex items-center justify-end gap-2.5">
            <SessionSparkline points={points} />
            <Count value={session.connections} />
          </span>
          <span className="flex min-w-0 gap-2 pl-3.5 text-ink-2 text-xs">
            <span className="truncate">{session.projectName}</span>
            {session.liveSince && session.live && <RunningTime since={session.liveSince} />}
            {isRecorded(session) && session.archive?.startedAt && (
              <span className="inline-flex items-center gap-1.5 text-recording">
                <Dot /> <RunningTime since={session.archive.startedAt} />
              </span>
            )}
          </span>
          <span className="justify-self-end">
            {stale && session.openAlerts.length === 0 ? (
              <Badge tone="stale">
                <ClockAlert aria-hidden="true" /> No data <Age since={session.evidenceAt} />
              </Badge>
            ) : (
              <AlertBadge alerts={session.openAlerts} />
            )}
          </span>
        </Link>
      </span>
    </GridRow>
  )
})
