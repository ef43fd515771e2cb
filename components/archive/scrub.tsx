'use client'
import { type PointerEvent, useRef, useState } from 'react'
import { formatDuration } from '#components/ui/format.ts'

type ScrubProps = { src: string | null; length: number; second: number; onSeek: (second: number) => void }

const STEP_SECONDS = 5
const THUMBNAIL_WIDTH = 160

/** Where the player is, as a slider over the whole recording; hovering shows the picture there. */
export function Scrub({ src, length, second, onSeek }: ScrubProps) {
  const preview = useRef<HTMLVideoElement>(null)
  const [hovered, setHovered] = useState<{ second: number; left: number } | null>(null)
  const hover = ({ currentTarget, clientX, pointerType }: PointerEvent<HTMLInputElement>) => {
    if (pointerType === 'touch') return
    const { left, width } = currentTarget.getBoundingClientRect()
    const part = Math.min(1, Math.max(0, (clientX - left) / width))
    setHovered({ second: part * length, left: Math.min(Math.max(part * width, 80), width - 80) })
    if (preview.current && !preview.current.seeking) preview.current.currentTime = part * length
  }
  return (
    <div className="relative">
      <input
        type="range"
        aria-label="Position in the recording"
        aria-valuetext={formatDuration(second)}
        min={0}
        max={Math.max(length, 1)}
        step={STEP_SECONDS}
        value={second}
        onChange={(event) => onSeek(event.currentTarget.valueAsNumber)}
        onPointerMove={hover}
        onPointerLeave={() => setHovered(null)}
        className="absolute inset-x-0 top-0 z-20 h-6 w-full cursor-pointer opacity-0 focus-visible:opacity-100"
      />
      {src && (
        <span
          aria-hidden="true"
          className="pointer-events-none absolute bottom-full z-30 -translate-x-1/2 overflow-hidden rounded-md bg-well shadow-dialog"
          style={{ left: hovered?.left ?? 0, visibility: hovered ? 'visible' : 'hidden' }}
        >
          <video
            ref={preview}
            muted
            playsInline
            preload="metadata"
            src={src}
            width={THUMBNAIL_WIDTH}
            className="block"
          />
          <span className="tn absolute bottom-1 left-1 rounded-sm bg-black/80 px-1 text-[#e9ecef] text-xs">
            {formatDuration(hovered?.second ?? 0)}
          </span>
        </span>
      )}
    </div>
  )
}
