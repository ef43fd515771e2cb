'use client'
import { useSearchParams } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'

/**
 * The player, once the recording `plays`, and where it is. It starts at the moment in the address, which stays there for
 * whoever gets the link.
 */
export function usePlayer(plays: boolean) {
  const video = useRef<HTMLVideoElement>(null)
  const start = Number(useSearchParams().get('t')) || 0
  const [second, setSecond] = useState(start)
  const [failed, setFailed] = useState(false)
  const [loaded, setLoaded] = useState(false)
  useEffect(() => {
    const player = video.current
    if (!player || !plays) return
    const toStart = () => {
      setLoaded(true)
      player.currentTime = start
    }
    const moved = () => setSecond(player.currentTime)
    const broken = () => setFailed(true)
    if (player.error) broken()
    if (player.readyState > 0) toStart()
    player.addEventListener('loadedmetadata', toStart)
    player.addEventListener('timeupdate', moved)
    player.addEventListener('seeking', moved)
    player.addEventListener('error', broken)
    return () => {
      player.removeEventListener('loadedmetadata', toStart)
      player.removeEventListener('timeupdate', moved)
      player.removeEventListener('seeking', moved)
      player.removeEventListener('error', broken)
    }
  }, [start, plays])
  const seek = (to: number) => {
    setSecond(to)
    if (video.current) video.current.currentTime = to
  }
  const toggle = () => {
    const player = video.current
    if (player?.paused) player.play().catch(() => setFailed(player.error !== null))
    else player?.pause()
  }
  const retry = () => {
    setFailed(false)
    video.current?.load()
  }
  return { video, second, seek, toggle, failed, loaded, retry }
}
