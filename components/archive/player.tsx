'use client'
import { TriangleAlert } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { ArchiveView } from '#lib/live/model.ts'
import { ARCHIVE_WORDS, NOT_PLAYABLE } from './archive-words.ts'
import { PlayerControls } from './player-controls.tsx'
import type { PlayerState } from './use-player.ts'
import { Watermark } from './watermark.tsx'

type PlayerProps = {
  archive: ArchiveView
  player: PlayerState
  watermark: string | null
  onStep: (side: 1 | -1) => void
}

/** The recording; or why it does not play. */
export function Player({ archive, player, watermark, onStep }: PlayerProps) {
  const frame = useRef<HTMLDivElement>(null)
  const { label, plays } = ARCHIVE_WORDS[archive.standing]
  return (
    <div
      ref={frame}
      className="relative grid aspect-video max-h-[56vh] w-full place-items-center overflow-hidden rounded-lg bg-well text-[#e9ecef] max-sm:rounded-none"
    >
      {plays && (
        <>
          {/* biome-ignore lint/a11y/useMediaCaption: what people said in a call has no captions; the timeline tells what happened. */}
          <video
            ref={player.video}
            playsInline
            preload="metadata"
            aria-label="Recording"
            src={player.media.url}
            onClick={player.toggle}
            className="absolute inset-0 size-full"
          />
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
