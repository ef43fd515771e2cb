'use client'
import { clsx } from 'clsx'
import { KeyRound, TriangleAlert, VideoOff } from 'lucide-react'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { type StageShape, stageLayout } from '#components/video/stage-layout.ts'
import { StageNotice } from '#components/video/stage-notice.tsx'
import type { Transport } from '#components/video/transport-words.ts'
import { VideoChip } from '#components/video/video-chip.tsx'
import { VideoTile } from '#components/video/video-tile.tsx'
import { FLAG_WORDS } from './flag-words.ts'
import type { Person } from './group-people.ts'
import { TileState } from './tile-state.tsx'
import type { Tile } from './tiles-of.ts'
import type { SessionRoom } from './use-session-room.ts'

type StageProps = {
  room: SessionRoom
  people: readonly Person[]
  bigId: string | null
  chosenConnection: string | null
  listening: boolean
  mayWatch: boolean
  onChoose: (tile: Tile) => void
  onListen: (tile: Tile) => void
  onTransport: (transport: Transport) => void
}

/** The pictures: the chosen person's big, the others beside it, each where it was. */
export function Stage(props: StageProps) {
  const { room, bigId, mayWatch } = props
  const { tiles, view, connection, session } = room
  const layout = stageLayout(
    tiles.map(({ platformId }) => platformId),
    bigId,
  )
  if (tiles.length === 0)
    return (
      <div className="flex-none">
        {mayWatch && session.live && (
          <StageNotice connection={view.connection} onAgain={() => connection.open()} />
        )}
        <EmptyState
          icon={<VideoOff aria-hidden="true" />}
          title={session.live ? 'Nobody publishes' : 'Nobody is here'}
        >
          {session.live
            ? 'Pictures appear here as soon as somebody turns on a camera or shares a screen.'
            : 'The session ended or has not begun. It comes to life by itself when somebody connects.'}
        </EmptyState>
      </div>
    )
  return (
    <div className="flex-none px-4 pt-3.5 max-sm:px-3 max-sm:pt-2.5">
      {mayWatch ? (
        <StageNotice connection={view.connection} onAgain={() => connection.open()} />
      ) : (
        <p className="mb-2 text-ink-2">You see who is here, but may not watch.</p>
      )}
      <div className="@container relative mx-auto sm:max-w-[max(26rem,calc((100dvh-29rem)*16/9))]">
        <div
          className={clsx(
            GRID[layout.shape],
            'max-sm:flex max-sm:gap-2 max-sm:overflow-x-auto max-sm:pt-[calc((100vw-1.5rem)*9/16+0.5rem)]',
          )}
        >
          {tiles.map((tile) => (
            <StageTile
              key={tile.platformId}
              tile={tile}
              place={
                tile.platformId === layout.big
                  ? 'big'
                  : layout.strip.includes(tile.platformId)
                    ? 'strip'
                    : 'beside'
              }
              shape={layout.shape}
              {...props}
            />
          ))}
        </div>
      </div>
    </div>
  )
}

const GRID: Record<StageShape, string> = {
  empty: '',
  one: 'grid',
  two: 'grid grid-cols-2 gap-2',
  grid: 'grid grid-cols-6 gap-2',
}

type Place = 'big' | 'beside' | 'strip'

const PLACE: Record<Place, string> = {
  big: 'order-first col-span-4 row-span-2',
  beside: 'col-span-2',
  // On a narrow stage a sixth of it is too small to see anybody in.
  strip: 'order-last @max-2xl:col-span-2',
}

function StageTile({
  tile,
  place,
  shape,
  room,
  people,
  mayWatch,
  listening,
  chosenConnection,
  onChoose,
  onListen,
  onTransport,
}: StageProps & { tile: Tile; place: Place; shape: StageShape }) {
  const person = people.find(({ id }) => id === tile.connectionId) ?? null
  const big = place === 'big'
  return (
    <VideoTile
      connection={room.connection}
      seen={tile.seen}
      soundKnown={room.view.connection.state === 'live'}
      platformId={tile.platformId}
      name={tile.name}
      screen={tile.screen}
      big={big}
      chosen={big && tile.connectionId !== null && tile.connectionId === chosenConnection}
      heard={big && listening}
      routed={room.session.mode === 'routed'}
      waiting={mayWatch && room.view.connection.state !== 'stopped' ? 'Connecting' : 'No picture'}
      onChoose={() => onChoose(tile)}
      onHear={() => onListen(tile)}
      alarm={person && person.flags.length > 0 && <Alarm person={person} />}
      state={person && <TileState person={person} actions={room.moderation.actions} />}
      {...(big && { onTransport })}
      className={clsx(
        shape === 'grid' && PLACE[place],
        big ? 'max-sm:absolute! max-sm:inset-x-0 max-sm:top-0' : 'max-sm:w-27 max-sm:flex-none',
      )}
    />
  )
}

function Alarm({ person }: { person: Person }) {
  const [flag] = person.flags
  if (!flag) return null
  return (
    <VideoChip tone="alert">
      {flag === 'grantReused' ? <KeyRound aria-hidden="true" /> : <TriangleAlert aria-hidden="true" />}
      {FLAG_WORDS[flag]}
    </VideoChip>
  )
}
