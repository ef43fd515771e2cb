'use client'
import { Volume2, VolumeX } from 'lucide-react'
import type { PlayerView } from './stream-player.ts'
import { VideoChip } from './video-chip.tsx'

/** Whether the reader hears the big picture, and the switch for it. Browsers let sound begin only from a hand. */
export function SoundChip({
  heard,
  hasAudio,
  view,
  onHear,
}: {
  heard: boolean
  hasAudio: boolean
  view: PlayerView
  onHear: () => void
}) {
  if (view.state !== 'playing' || (!hasAudio && !heard)) return null
  const blocked = heard && view.soundBlocked
  return (
    <button
      type="button"
      aria-pressed={heard && !blocked}
      onClick={() => {
        if (blocked) void window.OT?.unblockAudio()
        else onHear()
      }}
      title={heard ? 'Sound off (Space)' : 'Hear this person (Space)'}
      className="pointer-events-auto hit-24 flex"
    >
      <VideoChip tone={blocked ? 'alert' : 'plain'}>
        {heard && !blocked ? <Volume2 aria-hidden="true" /> : <VolumeX aria-hidden="true" />}
        {blocked ? 'Sound is blocked: hear' : heard ? 'You hear this' : 'Hear'}
      </VideoChip>
    </button>
  )
}
