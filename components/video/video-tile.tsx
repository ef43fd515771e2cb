'use client'
import { clsx } from 'clsx'
import { VideoOff, Volume2 } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { Avatar } from '#components/ui/avatar.tsx'
import { PersonName } from '#components/ui/person-name.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import { LevelMeter } from './level-meter.tsx'
import type { SeenStream } from './seen-stream.ts'
import type { SessionConnection } from './session-connection.ts'
import { SoundChip } from './sound-chip.tsx'
import { TileNotice } from './tile-notice.tsx'
import type { Transport } from './transport-words.ts'
import { useQuality } from './use-quality.ts'
import { useStreamVideo } from './use-stream-video.ts'
import { VideoChip } from './video-chip.tsx'

export type TileProps = {
  connection: SessionConnection
  /** What the browser's connection sees of it; null while there is no connection or the stream has not come yet. */
  seen: SeenStream | null
  /** Not by whoever does not watch, nor while the connection is lost: what was last seen may have changed since. */
  soundKnown: boolean
  platformId: string
  /** Hostile text. */
  name: string | null
  screen: boolean
  chosen: boolean
  big: boolean
  heard: boolean
  routed: boolean
  onChoose: () => void
  onHear: () => void
  /** Alarm, top left; what is being done, top right. */
  alarm?: ReactNode
  state?: ReactNode
  onTransport?: (transport: Transport) => void
  waiting: string
  className?: string
}

/** One stream: its picture, who it is, how loud, and what is being done about it; each at its fixed corner. */
export function VideoTile(props: TileProps) {
  const { connection, seen, platformId, name, chosen, big, heard, routed, screen } = props
  const box = useRef<HTMLDivElement>(null)
  const { player, view, again } = useStreamVideo(box, { connection, platformId, heard, routed })
  const quality = useQuality(big ? player : null)
  const { onTransport } = props
  const dtls = quality?.transport?.dtls ?? null
  const cipher = quality?.transport?.cipher ?? null
  useEffect(() => onTransport?.({ dtls, cipher }), [onTransport, dtls, cipher])
  const sound = props.soundKnown ? (seen?.hasAudio ?? null) : null
  const shown = visibleText(name ?? '') || 'No name'
  return (
    <div
      data-stream={platformId}
      data-state={view.state}
      className={clsx(
        'group relative isolate aspect-video min-w-0 overflow-hidden rounded-lg bg-well',
        chosen && 'outline-2 outline-accent outline-offset-2',
        props.className,
      )}
    >
      <div
        ref={box}
        className={clsx(
          'absolute inset-0',
          screen && '[&>video]:object-contain!',
          seen && !seen.hasVideo && '[&>video]:invisible',
        )}
      />
      {seen && !seen.hasVideo && <CameraOff name={shown} />}
      <TileNotice
        connected={seen !== null}
        hasVideo={seen?.hasVideo ?? true}
        waiting={props.waiting}
        view={view}
        onAgain={again}
      />
      <button
        type="button"
        aria-pressed={chosen}
        aria-label={tileName(shown, screen, sound)}
        onClick={props.onChoose}
        onKeyDown={(event) => {
          // A focused button has this key for itself; of one that is chosen already it asks for the sound.
          if (event.key !== ' ' || !chosen) return
          event.preventDefault()
          props.onHear()
        }}
        className="absolute inset-0 rounded-lg outline-offset-[-3px]!"
      />
      <div className="pointer-events-none absolute inset-x-[7px] top-[7px] flex items-start gap-1">
        {props.alarm}
        <span className="flex-1" />
        {props.state}
      </div>
      <div className="pointer-events-none absolute inset-x-[7px] bottom-[7px] flex items-center gap-1">
        <VideoChip className="max-w-full">
          <LevelMeter player={player} hasAudio={sound} />
          <PersonName name={name} />
        </VideoChip>
        <span className="flex-1" />
        {big && quality && quality.width > 0 && (
          <VideoChip className="max-sm:hidden">
            <span title={quality.codec}>
              {quality.width} × {quality.height}, {quality.framesPerSecond} fps
            </span>
          </VideoChip>
        )}
        {big && <SoundChip heard={heard} hasAudio={sound ?? false} view={view} onHear={props.onHear} />}
        {!big && heard && (
          <VideoChip>
            <Volume2 role="img" aria-label="You hear this" />
          </VideoChip>
        )}
      </div>
    </div>
  )
}

function tileName(name: string, screen: boolean, sound: boolean | null): string {
  const what = `${name}, ${screen ? 'screen' : 'camera'}`
  return sound === null ? what : `${what}, microphone ${sound ? 'on' : 'off'}`
}

function CameraOff({ name }: { name: string }) {
  return (
    <div className="absolute inset-0 grid place-items-center bg-[#14171b] text-[#c9d0d9]">
      <span className="grid justify-items-center gap-2 text-2xs">
        <Avatar name={name} size="lg" />
        <span className="inline-flex items-center gap-1">
          <VideoOff aria-hidden="true" className="size-3" />
          Camera off
        </span>
      </span>
    </div>
  )
}
