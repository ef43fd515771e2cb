'use client'
import { clsx } from 'clsx'
import { Mic, MicOff, VideoOff } from 'lucide-react'
import { type ReactNode, type Ref, useEffect, useRef } from 'react'
import { Avatar } from '#components/ui/avatar.tsx'
import { PersonName } from '#components/ui/person-name.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import type { SeenStream } from '#components/video/seen-stream.ts'
import type { SessionConnection } from '#components/video/session-connection.ts'
import { TileNotice } from '#components/video/tile-notice.tsx'
import { useStreamVideo } from '#components/video/use-stream-video.ts'
import { VideoChip } from '#components/video/video-chip.tsx'

/** Somebody else in the room, seen and heard. */
export function RoomTile({
  connection,
  seen,
  onSoundBlocked,
}: {
  connection: SessionConnection
  seen: SeenStream
  onSoundBlocked: () => void
}) {
  const box = useRef<HTMLDivElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  const { player, view, again } = useStreamVideo(box, {
    connection,
    platformId: seen.platformId,
    heard: true,
    routed: true,
  })
  const blocked = view.state === 'playing' && view.soundBlocked
  useEffect(() => {
    if (blocked) onSoundBlocked()
  }, [blocked, onSoundBlocked])
  useEffect(
    () =>
      player?.onLevel((level) => {
        if (frame.current) frame.current.dataset.speaks = String(level > 0.06)
      }),
    [player],
  )
  const screen = seen.videoType === 'screen'
  return (
    <RoomFrame
      frame={frame}
      box={box}
      streamId={seen.platformId}
      state={view.state}
      name={seen.name}
      label={<PersonName name={seen.name} />}
      hasAudio={seen.hasAudio}
      hasVideo={seen.hasVideo}
      className={screen ? '[&_video]:object-contain!' : undefined}
    >
      <TileNotice connected hasVideo={seen.hasVideo} view={view} onAgain={again} />
    </RoomFrame>
  )
}

/** The frame of a picture in the room: rounded, named, ringed while its person speaks. */
export function RoomFrame({
  frame,
  box,
  streamId,
  state,
  name,
  label,
  hasAudio,
  hasVideo,
  className,
  children,
}: {
  frame?: Ref<HTMLDivElement>
  box: Ref<HTMLDivElement>
  streamId?: string | undefined
  state?: string
  name: string
  label: ReactNode
  hasAudio: boolean
  hasVideo: boolean
  className?: string | undefined
  children?: ReactNode
}) {
  return (
    <div
      ref={frame}
      data-stream={streamId}
      data-state={state}
      className={clsx(
        'relative isolate min-h-0 min-w-0 overflow-hidden rounded-[10px] bg-well outline-2 outline-transparent outline-offset-2 data-[speaks=true]:outline-live',
        className,
      )}
    >
      <div ref={box} className={clsx('absolute inset-0', !hasVideo && 'invisible')} />
      {!hasVideo && (
        <div className="absolute inset-0 grid place-items-center bg-[#14171b] text-[#c9d0d9]">
          <span className="grid justify-items-center gap-2 text-xs">
            <Avatar name={visibleText(name) || '?'} size="lg" />
            <span className="inline-flex items-center gap-1.5">
              <VideoOff aria-hidden="true" className="size-3.5" />
              Camera off
            </span>
          </span>
        </div>
      )}
      {children}
      <span className="absolute bottom-2.5 left-2.5 flex max-w-[calc(100%-1.25rem)]">
        <VideoChip className="h-6! px-2! text-[0.78125rem]! [&>svg]:size-3.5!">
          {hasAudio ? (
            <Mic role="img" aria-label="Microphone on" />
          ) : (
            <MicOff role="img" aria-label="Microphone off" />
          )}
          {label}
        </VideoChip>
      </span>
    </div>
  )
}
