'use client'
import { type RefObject, useEffect } from 'react'
import { replied } from '#components/ui/replied.ts'
import { tellParts } from '#lib/review/actions.ts'
import type { Playable } from './playable.ts'
import { watchedParts } from './watched-parts.ts'

const TELL_MS = 5_000

/** Tells every few seconds which parts of a recording went by, for the list of who saw what. */
export function useParts(video: RefObject<Playable | null>, archiveId: string, on: boolean): void {
  useEffect(() => {
    const player = video.current
    if (!player || !on) return
    const watched = watchedParts()
    const tell = () => {
      const parts = watched.take()
      // One that got lost is a gap of seconds in the list; the opening itself is on the record.
      if (parts.length > 0) void replied(tellParts({ archiveId, parts }))
    }
    const moved = () => {
      if (!player.paused && !player.seeking) watched.at(player.currentTime, player.playbackRate)
    }
    const stopped = () => {
      watched.leap()
      tell()
    }
    const timer = setInterval(tell, TELL_MS)
    player.addEventListener('timeupdate', moved)
    player.addEventListener('seeking', watched.leap)
    player.addEventListener('pause', stopped)
    return () => {
      clearInterval(timer)
      player.removeEventListener('timeupdate', moved)
      player.removeEventListener('seeking', watched.leap)
      player.removeEventListener('pause', stopped)
      tell()
    }
  }, [video, archiveId, on])
}
