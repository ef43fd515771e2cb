'use client'
import { Mic, MicOff } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { StreamPlayer } from './stream-player.ts'

/** Speech spans about 40 dB; shown linearly it would hardly move. */
export function shownLevel(level: number): number {
  if (level <= 0.01) return 0
  return Math.min(1, Math.max(0, Math.log10(level * 100) / 1.7))
}

/**
 * A microphone that fills with the loudness of its stream. Drawn past React: it moves ten times a second. Nothing while it
 * is not known whether there is sound (`hasAudio` null): a microphone shown as off is taken for a mute that worked.
 */
export function LevelMeter({ player, hasAudio }: { player: StreamPlayer | null; hasAudio: boolean | null }) {
  const fill = useRef<SVGGElement>(null)
  useEffect(() => {
    if (!hasAudio) return
    return player?.onLevel((level) => fill.current?.style.setProperty('--level', String(shownLevel(level))))
  }, [player, hasAudio])
  if (hasAudio === null) return null
  if (!hasAudio) return <MicOff role="img" aria-label="Microphone off" className="size-3 flex-none" />
  return (
    <span className="relative size-3 flex-none">
      <Mic role="img" aria-label="Microphone on" className="size-3" />
      <svg
        viewBox="0 0 24 24"
        aria-hidden="true"
        className="absolute inset-0 size-3 text-(--video-confirmed)"
      >
        <g
          ref={fill}
          className="origin-[12px_15px] scale-y-(--level) transition-transform duration-100"
          style={{ '--level': 0 } as React.CSSProperties}
        >
          <rect x="9" y="2" width="6" height="13" rx="3" fill="currentColor" />
        </g>
      </svg>
    </span>
  )
}
