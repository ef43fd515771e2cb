'use client'
import { useSearchParams } from 'next/navigation'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { clock } from '#components/ui/clock.ts'
import { archivePath } from './archive-path.ts'
import type { Playable } from './playable.ts'

/** So long before its address ends a player that plays takes a new one. */
const AHEAD_MS = 45_000
const FRAME_SECONDS = 1 / 25
const HAS_PICTURE = 2
export const SPEEDS: readonly number[] = [0.5, 1, 1.25, 1.5, 2, 4]

/** What is played, and how long its addresses are good; null while there are none. */
export type MediaSource = {
  playable: RefObject<Playable | null>
  until: string | null
  renew: () => Promise<boolean>
  /** What is to be seen at this moment. */
  pictures: () => HTMLVideoElement[]
}

/**
 * The player of a recording: where it is, and the address that it plays from. It starts at the moment in the page's address,
 * which follows it for whoever gets the link. When its own address is renewed it goes on where it was.
 */
export function usePlayer(archiveId: string, plays: boolean, source: MediaSource) {
  const { playable: video, until, renew, pictures } = source
  const asked = Number(useSearchParams().get('t')) || 0
  const resume = useRef({ second: asked, playing: false })
  const [second, setSecond] = useState(asked)
  const [failed, setFailed] = useState(false)
  const [loaded, setLoaded] = useState(false)
  const [playing, setPlaying] = useState(false)
  const [rate, setRate] = useState(1)
  const [muted, setMuted] = useState(false)

  const keepPlace = () => {
    const player = video.current
    if (player && player.readyState > 0)
      resume.current = { second: player.currentTime, playing: !player.paused }
  }
  const renewInPlace = async () => {
    keepPlace()
    if (!(await renew())) setFailed(true)
  }
  const renewLater = useRef(renewInPlace)
  useEffect(() => {
    renewLater.current = renewInPlace
  })

  useEffect(() => {
    const player = video.current
    if (!player || !plays) return
    const toPlace = () => {
      setFailed(false)
      player.currentTime = resume.current.second
      if (resume.current.playing) player.play().catch(() => setPlaying(false))
    }
    // What else is done with the file waits for its first picture: that is what somebody came for.
    const shown = () => setLoaded(true)
    const moved = () => setSecond(player.currentTime)
    const broken = () => {
      // Once its address is over nothing is wrong with the recording: another one is asked for.
      if (isOver(until)) void renewLater.current()
      else if (player.error) setFailed(true)
    }
    const played = () => setPlaying(true)
    const stopped = () => {
      setPlaying(false)
      history.replaceState(history.state, '', archivePath(archiveId, player.currentTime))
    }
    if (player.error) broken()
    if (player.readyState > 0) toPlace()
    if (player.readyState >= HAS_PICTURE) setLoaded(true)
    const heard: [string, () => void][] = [
      ['loadedmetadata', toPlace],
      ['loadeddata', shown],
      ['timeupdate', moved],
      ['seeking', moved],
      ['error', broken],
      ['play', played],
      ['pause', stopped],
    ]
    for (const [name, listener] of heard) player.addEventListener(name, listener)
    return () => {
      for (const [name, listener] of heard) player.removeEventListener(name, listener)
    }
  }, [plays, until, video, archiveId])

  useEffect(() => {
    if (!playing || until === null) return
    const left = Date.parse(until) - clock.now() - AHEAD_MS
    const timer = setTimeout(() => void renewLater.current(), Math.max(left, 1_000))
    return () => clearTimeout(timer)
  }, [playing, until])

  useEffect(() => {
    const player = video.current
    if (!player) return
    player.playbackRate = rate
    player.muted = muted
  })

  const seek = (to: number) => {
    const player = video.current
    const place = Math.max(0, Math.min(to, player && player.duration > 0 ? player.duration : to))
    setSecond(place)
    resume.current = { ...resume.current, second: place }
    if (player) player.currentTime = place
  }
  const toggle = () => {
    const player = video.current
    if (player?.paused) player.play().catch(() => setFailed(Boolean(player.error)))
    else player?.pause()
  }
  const faster = (by: 1 | -1) => setRate((now) => SPEEDS[SPEEDS.indexOf(now) + by] ?? now)
  return {
    pictures,
    second,
    playing,
    rate,
    setRate,
    faster,
    muted,
    toggleSound: () => setMuted((now) => !now),
    failed,
    loaded,
    seek,
    toggle,
    retry: () => void renewInPlace(),
    /** To the picture beside this one; nothing else plays on meanwhile. */
    frame(side: 1 | -1) {
      video.current?.pause()
      seek((video.current?.currentTime ?? second) + side * FRAME_SECONDS)
    },
  }
}

export type PlayerState = ReturnType<typeof usePlayer>

const isOver = (until: string | null): boolean => until !== null && clock.now() > Date.parse(until) - 1_000
