'use client'
import { clsx } from 'clsx'
import { Headphones, MonitorUp } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { formatDuration } from '#components/ui/format.ts'
import { PersonName } from '#components/ui/person-name.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import { VideoChip } from '#components/video/video-chip.tsx'
import type { PieceTrouble, PieceView, RecordedStream } from '#lib/review/model.ts'
import type { MediaGroup } from './media-group.ts'
import { isShown, type Place, placeOf } from './place-of.ts'

type Group = MediaGroup<HTMLVideoElement>
type TileProps = {
  index: number
  stream: RecordedStream
  group: Group
  second: number
  heard: boolean
  onHear: () => void
  onToggle: () => void
}

const TROUBLE: Record<PieceTrouble | 'broken', string> = {
  missing: 'The file of this stream is missing in the zip',
  'unknown-kind': 'The file of this stream is of a kind that does not play here',
  'too-large': 'The file of this stream is packed and too large to be played out of the zip',
  broken: 'This stream could not be fetched, or this browser cannot play it',
}

/** One stream of a recording: whose it is, its picture while there is one, and its sound alone. */
export function StreamTile({ index, stream, group, second, heard, onHear, onToggle }: TileProps) {
  const { name, screen, pieces } = stream
  const [broken, setBroken] = useState<ReadonlySet<number>>(new Set())
  const place = (piece: PieceView) => placeOf(piece, index, group.duration)
  const here = pieces.find((piece) => isShown(place(piece), second))
  const trouble = here && ('trouble' in here ? here.trouble : broken.has(here.number) ? 'broken' : null)
  const shown = name?.trim() ? visibleText(name) : `stream ${index + 1}`
  return (
    <li
      className="relative isolate min-h-16 overflow-hidden rounded-md bg-black/40"
      data-here={here ? '' : undefined}
    >
      {pieces.map(
        (piece) =>
          'url' in piece && (
            <Picture
              key={piece.number}
              {...{ group, piece, onToggle }}
              place={place(piece)}
              label={`Recording of ${shown}`}
              visible={piece === here && !trouble}
              onState={(isBroken) => setBroken((now) => withOrWithout(now, piece.number, isBroken))}
            />
          ),
      )}
      {(!here || trouble) && (
        <p className="absolute inset-0 grid place-items-center p-3 text-center text-[#aab2bc] text-xs">
          {trouble ? TROUBLE[trouble] : absence(pieces, second)}
        </p>
      )}
      <div className="pointer-events-none absolute inset-x-[7px] bottom-[7px] flex items-center gap-1">
        <VideoChip className="max-w-full">
          {screen && <MonitorUp aria-label="Screen" />}
          <PersonName name={name} fallback={`Stream ${index + 1}`} />
        </VideoChip>
      </div>
      <button
        type="button"
        aria-pressed={heard}
        aria-label={`Hear only ${shown}`}
        onClick={onHear}
        className={clsx(
          'hit-24 absolute! top-1.5 right-1.5 grid size-6 pointer-coarse:size-11 place-items-center rounded-sm',
          heard ? 'bg-(--video-ink) text-black' : 'bg-(--video-chip) text-(--video-ink) hover:bg-black',
        )}
      >
        <Headphones aria-hidden="true" className="size-3.5" />
      </button>
    </li>
  )
}

type PictureProps = {
  group: Group
  piece: PieceView & { url: string }
  place: Place
  label: string
  visible: boolean
  onState: (broken: boolean) => void
  onToggle: () => void
}

function Picture({ group, piece, place, label, visible, onState, onToggle }: PictureProps) {
  const video = useRef<HTMLVideoElement>(null)
  const { number, url } = piece
  const {
    from,
    shown: [first, last],
    stream,
  } = place
  useEffect(() => {
    if (!video.current) return
    return group.add(number, { from, shown: [first, last], stream }, video.current)
  }, [group, number, from, first, last, stream])
  return (
    // biome-ignore lint/a11y/useMediaCaption: what people said in a call has no captions; the timeline tells what happened.
    <video
      ref={video}
      playsInline
      preload="metadata"
      aria-label={label}
      aria-hidden={!visible}
      src={url}
      onClick={onToggle}
      onError={() => onState(true)}
      onLoadedMetadata={() => onState(false)}
      className={clsx('absolute inset-0 size-full', !visible && 'invisible')}
    />
  )
}

function withOrWithout(set: ReadonlySet<number>, number: number, isIn: boolean): ReadonlySet<number> {
  if (set.has(number) === isIn) return set
  return isIn ? new Set([...set, number]) : new Set([...set].filter((one) => one !== number))
}

/** When it comes, or when it was last there. */
function absence(pieces: readonly PieceView[], second: number): string {
  const next = pieces.find(({ fromMs }) => fromMs > second * 1_000)
  if (next) return `Comes at ${formatDuration(next.fromMs / 1_000)}`
  const end = Math.max(...pieces.map(({ toMs }) => toMs))
  return `Was there until ${formatDuration(end / 1_000)}`
}
