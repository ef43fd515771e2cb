'use client'
import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { formatCount } from '#components/ui/format.ts'
import { useMedia } from '#components/ui/use-media.ts'
import type { Person } from './group-people.ts'
import { PeoplePanel } from './people-panel.tsx'
import type { Me } from './session-rights.ts'
import { TimelinePanel } from './timeline-panel.tsx'
import type { Chosen } from './use-chosen.ts'
import { peopleInOrder, type SessionRoom } from './use-session-room.ts'
import type { SessionUrl, SidePart } from './use-session-url.ts'

type SidePanelsProps = {
  room: SessionRoom
  chosen: Chosen
  me: Me
  url: SessionUrl
  onUrl: (change: Partial<SessionUrl>) => void
  searching: boolean
  onSearching: (searching: boolean) => void
  /** What only a phone shows here. */
  archive: ReactNode
}

/** People and timeline: side by side where there is room, else as tabs of one column. */
export function SidePanels({ room, chosen, me, url, onUrl, archive, ...search }: SidePanelsProps) {
  const phone = useMedia('(max-width: 639px)')
  const { session, groups, timeline, tiles, moderation } = room
  const seen = new Map(tiles.map(({ streamId, seen: stream }) => [streamId, stream]))
  const isMuted = ({ streams }: Person) =>
    room.view.connection.state === 'live' &&
    streams.length > 0 &&
    streams.every(({ id }) => seen.get(id)?.hasAudio === false)
  const people = peopleInOrder(groups)
  const own = new Set(
    session.watching.filter((one) => one.accountId === me.accountId).map((one) => one.connectionId),
  )
  const part = (id: SidePart) => clsx('min-h-0', url.part !== id && 'max-xl:hidden')
  const choosePerson = (connectionId: string) => onUrl({ person: connectionId })
  return (
    <aside
      aria-label="People and timeline"
      className="flex min-h-0 w-[652px] flex-none flex-col bg-surface max-xl:w-[340px] max-sm:w-full max-sm:flex-1 sm:border-l"
    >
      <PartTabs count={session.connections} part={url.part} onPart={(next) => onUrl({ part: next })} />
      <div className="flex min-h-0 flex-1">
        <div className={clsx(part('people'), 'w-[312px] max-xl:w-full')}>
          <PeoplePanel
            groups={groups}
            chosen={chosen.person?.id ?? null}
            onChoose={chosen.choosePerson}
            own={own}
            isMuted={isMuted}
            actions={moderation.actions}
            phone={phone}
            listKey={`${url.order} ${url.filter}`}
            total={session.connections}
            filter={url.filter}
            onFilter={(filter) => onUrl({ filter })}
            order={url.order}
            onOrder={(order) => onUrl({ order })}
            {...search}
            nobody={people.length === 0}
          />
        </div>
        <div className={clsx(part('timeline'), 'w-[340px] max-xl:w-full xl:border-l')}>
          <TimelinePanel
            rows={timeline}
            filter={url.show}
            onFilter={(show) => onUrl({ show })}
            onChoosePerson={choosePerson}
          />
        </div>
        <div className={clsx('w-full overflow-y-auto sm:hidden', url.part !== 'archive' && 'hidden')}>
          {archive}
        </div>
      </div>
    </aside>
  )
}

const PARTS = [
  ['people', 'People'],
  ['timeline', 'Timeline'],
  ['archive', 'Archive'],
] as const

function PartTabs({
  count,
  part,
  onPart,
}: {
  count: number
  part: SidePart
  onPart: (part: SidePart) => void
}) {
  return (
    <nav aria-label="Parts of this session" className="flex flex-none gap-[22px] border-b px-3 xl:hidden">
      {PARTS.map(([id, label]) => (
        <button
          key={id}
          type="button"
          aria-pressed={part === id}
          onClick={() => onPart(id)}
          className={clsx(
            '-mb-px h-10 border-b-2 font-medium max-sm:h-11 max-sm:text-base',
            part === id ? 'border-ink text-ink' : 'border-transparent text-ink-2',
            id === 'archive' && 'sm:hidden',
          )}
        >
          {label}
          {id === 'people' && ` ${formatCount(count)}`}
        </button>
      ))}
    </nav>
  )
}
