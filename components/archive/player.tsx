'use client'
import { TriangleAlert } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { ArchiveView } from '#lib/live/model.ts'
import { ARCHIVE_WORDS, NOT_PLAYABLE } from './archive-words.ts'
import { PlayerControls } from './player-controls.tsx'
import { StreamGrid } from './stream-grid.tsx'
import type { Playback } from './use-playback.ts'
import { Watermark } from './watermark.tsx'

type PlayerProps = {
  archive: ArchiveView
  playback: Playback
  watermark: string | null
  onStep: (side: 1 | -1) => void
}

/** The recording, as one picture or its streams side by side; or why it does not play. */
export function Player({ archive, playback, watermark, onStep }: PlayerProps) {
  const { plays, player, whole, streams } = playback
  const frame = useRef<HTMLDivElement>(null)
  const { label } = ARCHIVE_WORDS[archive.standing]
  return (
    <div
      ref={frame}
      className="relative grid aspect-video max-h-[max(14rem,min(56vh,calc(100dvh-29rem)))] w-full place-items-center overflow-hidden rounded-lg bg-well text-[#e9ecef] max-sm:rounded-none"
    >
      {plays && (
        <>
          {streams ? (
            <StreamGrid streams={streams} player={player} />
          ) : (
            // biome-ignore lint/a11y/useMediaCaption: what people said in a call has no captions; the timeline tells what happened.
            <video
              ref={whole.playable}
              playsInline
              preload="metadata"
              aria-label="Recording"
              src={whole.url}
              onClick={player.toggle}
              className="absolute inset-0 size-full"
            />
          )}
          {watermark && <Watermark name={watermark} />}
          <PlayerControls player={player} length={archive.duration ?? 0} frame={frame} onStep={onStep} />
        </>
      )}
      {plays && player.failed && (
        <Notice
          title="It does not play"
          text="The file could not be fetched, or this browser cannot play it."
        >
          <Button onClick={player.retry}>Try again</Button>
        </Notice>
      )}
      {streams?.listed.state === 'failed' && (
        <Notice title="It does not play" text={streams.listed.words}>
          <Button onClick={() => void streams.renew()}>Try again</Button>
        </Notice>
      )}
      {!plays && <Notice title={label} text={NOT_PLAYABLE[archive.standing]} />}
    </div>
  )
}

function Notice({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  return (
    <div className="absolute inset-0 grid place-items-center bg-well p-6 text-center">
      <div className="flex max-w-sm flex-col items-center gap-1.5">
        <TriangleAlert aria-hidden="true" className="size-5" />
        <p className="font-semibold text-base">{title}</p>
        <p>{text}</p>
        {children}
      </div>
    </div>
  )
}
