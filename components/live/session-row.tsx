'use client'
import { clsx } from 'clsx'
import { ClockAlert } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { memo } from 'react'
import type { LivePoint } from '#components/feed/live-line.ts'
import { Age, RunningTime } from '#components/ui/age.tsx'
import { AvatarStack } from '#components/ui/avatar-stack.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Count } from '#components/ui/count.tsx'
import { Dot } from '#components/ui/dot.tsx'
import { GRID_ROLES } from '#components/ui/grid-roles.ts'
import { GridRow } from '#components/ui/grid-row.tsx'
import type { SessionView } from '#lib/live/model.ts'
import { AlertBadge } from './alert-badge.tsx'
import { ArchiveCell } from './archive-cell.tsx'
import { GRID } from './columns.ts'
import { ModeCell } from './mode-cell.tsx'
import { rowId } from './row-id.ts'
import { RowName } from './row-name.tsx'
import { sessionPath } from './session-path.ts'
import type { RowProps } from './session-rows.tsx'
import { SessionSparkline } from './session-sparkline.tsx'
import { useStale } from './use-stale.ts'

const NO_POINTS: readonly LivePoint[] = []

/** One live session in the table. Ended while it was held, it stays in its place, struck through. */
export const SessionRow = memo(function SessionRow({
  session,
  points = NO_POINTS,
  index,
  current,
  marked,
  reader,
  top,
  onPick,
}: RowProps) {
  const router = useRouter()
  const stale = useStale(session.evidenceAt) && session.live
  return (
    <GridRow
      id={rowId(session.id)}
      position={index + 2}
      selected={current}
      onClick={() => onPick(session.id)}
      onMouseDown={(event) => event.detail > 1 && event.preventDefault()} // a double click marks no text
      onDoubleClick={() => router.push(sessionPath(session.id))}
      style={{ top }}
      className={clsx(
        GRID,
        'group absolute inset-x-0 h-(--row) items-center border-b hover:bg-hover aria-selected:bg-selected',
        stale && 'hatch',
        marked && 'shadow-[inset_2px_0_0_var(--color-accent)]',
        !session.live && 'text-ink-3 line-through [&_*]:text-ink-3',
      )}
    >
      <RowName session={session} stale={stale} />
      <span {...GRID_ROLES.cell} className="truncate text-ink-2" title={session.projectName}>
        {session.projectName}
      </span>
      <span {...GRID_ROLES.cell}>
        <ModeCell mode={session.mode} />
      </span>
      <span {...GRID_ROLES.cell} className="text-right text-ink-2">
        {session.liveSince && session.live && <RunningTime since={session.liveSince} />}
      </span>
      <span {...GRID_ROLES.cell} className="flex items-center justify-end gap-2.5">
        <SessionSparkline points={points} />
        <span className="min-w-[26px] text-right">
          <Count value={session.connections} />
        </span>
      </span>
      <span {...GRID_ROLES.cell} className="text-right text-ink-2">
        <Count value={session.publishers} />
      </span>
      <span {...GRID_ROLES.cell} className="text-right text-ink-2">
        <Count value={session.subscribers} />
      </span>
      <span {...GRID_ROLES.cell} className="pl-2">
        <ArchiveCell archive={session.archive} mode={session.mode} />
      </span>
      <span {...GRID_ROLES.cell} className="min-w-0 overflow-hidden">
        <Signals session={session} stale={stale} />
      </span>
      <span {...GRID_ROLES.cell}>
        <Watching session={session} reader={reader} />
      </span>
    </GridRow>
  )
})

function Signals({ session, stale }: { session: SessionView; stale: boolean }) {
  if (session.openAlerts.length > 0) return <AlertBadge alerts={session.openAlerts} />
  if (!stale) return null
  return (
    <Badge tone="stale">
      <ClockAlert aria-hidden="true" />
      <span>
        No data <Age since={session.evidenceAt} />
      </span>
    </Badge>
  )
}

function Watching({ session, reader }: { session: SessionView; reader: string }) {
  const people = session.watching.map(({ connectionId, accountId, name }) => ({
    id: connectionId,
    name,
    mine: accountId === reader,
  }))
  if (people.length > 0) return <AvatarStack people={people} />
  return session.openAlerts.length > 0 ? <span className="text-ink-2 text-xs">Nobody</span> : null
}

/** The dot before a name: what needs attention, in a colour that the words of the row repeat. */
export function RowDot({ session, stale }: { session: SessionView; stale: boolean }) {
  const colour = session.openAlerts.length > 0 ? 'text-alert' : stale ? 'text-stale' : 'text-line-2'
  return <Dot className={colour} />
}
