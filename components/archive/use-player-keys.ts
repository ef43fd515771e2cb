'use client'
import { useKeys } from '../keys/use-keys.ts'
import type { PlayerState } from './use-player.ts'

const LEAP_SECONDS = 5

/** The player by keyboard. */
export function usePlayerKeys(player: PlayerState, step: (side: 1 | -1) => void): void {
  const group = 'Recording'
  const leap = (by: number) => () => player.seek(player.second + by)
  useKeys([
    { keys: 'Space', label: 'Play, or pause', group, run: player.toggle },
    { keys: 'ArrowLeft', label: `${LEAP_SECONDS} s back`, group, repeats: true, run: leap(-LEAP_SECONDS) },
    { keys: 'ArrowRight', label: `${LEAP_SECONDS} s on`, group, repeats: true, run: leap(LEAP_SECONDS) },
    { keys: ',', label: 'One picture back', group, repeats: true, run: () => player.frame(-1) },
    { keys: '.', label: 'One picture on', group, repeats: true, run: () => player.frame(1) },
    { keys: '<', label: 'Slower', group, run: () => player.faster(-1) },
    { keys: '>', label: 'Faster', group, run: () => player.faster(1) },
    { keys: '[', label: 'Previous moment', group, run: () => step(-1) },
    { keys: ']', label: 'Next moment', group, run: () => step(1) },
  ])
}
