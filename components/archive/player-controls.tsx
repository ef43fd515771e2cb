'use client'
import { Maximize, Pause, Play, Volume2, VolumeX } from 'lucide-react'
import type { RefObject } from 'react'
import { formatDuration } from '#components/ui/format.ts'
import { type PlayerState, SPEEDS } from './use-player.ts'

type ControlsProps = {
  player: PlayerState
  length: number
  frame: RefObject<HTMLDivElement | null>
  onStep: (side: 1 | -1) => void
}

const ICON =
  'hit-24 grid size-7 pointer-coarse:size-11 flex-none place-items-center rounded-md text-[#e9ecef] hover:bg-white/15'
const WORD =
  'hit-24 h-6 pointer-coarse:h-11 flex-none rounded-md bg-black/60 px-2 text-[#e9ecef] text-xs font-medium hover:bg-white/15 max-sm:hidden'

/** Under the picture: playing, moments, speed, sound, all of the screen. */
export function PlayerControls({ player, length, frame, onStep }: ControlsProps) {
  const { playing, toggle, second, rate, setRate, muted, toggleSound } = player
  return (
    <div className="absolute inset-x-0 bottom-0 flex items-center gap-2 bg-gradient-to-t from-black/80 to-transparent px-3 pt-6 pb-2.5">
      <button type="button" aria-label={playing ? 'Pause' : 'Play'} className={ICON} onClick={toggle}>
        {playing ? (
          <Pause aria-hidden="true" className="size-4" />
        ) : (
          <Play aria-hidden="true" className="size-4" />
        )}
      </button>
      <span className="tn flex-none text-[#e9ecef]">
        {formatDuration(second)} / {formatDuration(length)}
      </span>
      <span className="flex-1" />
      <button type="button" className={WORD} onClick={() => onStep(-1)}>
        Previous moment <span aria-hidden="true">[</span>
      </button>
      <button type="button" className={WORD} onClick={() => onStep(1)}>
        Next <span aria-hidden="true">]</span>
      </button>
      <select
        aria-label="Speed"
        value={rate}
        onChange={(event) => setRate(Number(event.currentTarget.value))}
        className="hit-24 h-6 pointer-coarse:h-11 flex-none rounded-md bg-black/60 px-1 font-medium text-[#e9ecef] text-xs"
      >
        {SPEEDS.map((speed) => (
          <option key={speed} value={speed} className="bg-overlay text-ink">
            {speed}×
          </option>
        ))}
      </select>
      <button
        type="button"
        aria-label={muted ? 'Sound on' : 'Sound off'}
        className={ICON}
        onClick={toggleSound}
      >
        {muted ? (
          <VolumeX aria-hidden="true" className="size-4" />
        ) : (
          <Volume2 aria-hidden="true" className="size-4" />
        )}
      </button>
      <button
        type="button"
        aria-label="Fill the screen"
        className={ICON}
        // Of the frame, not of the picture: what is written across it stays.
        onClick={() =>
          document.fullscreenElement ? document.exitFullscreen() : frame.current?.requestFullscreen()
        }
      >
        <Maximize aria-hidden="true" className="size-4" />
      </button>
    </div>
  )
}
