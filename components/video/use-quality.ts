'use client'
import { useEffect, useState } from 'react'
import type { StreamPlayer } from './stream-player.ts'
import { type Transport, transportOf } from './transport-words.ts'

export type Quality = {
  width: number
  height: number
  framesPerSecond: number
  codec: string
  transport: Transport | null
}

const LOOK_EVERY = 2_000

/** What this browser measures of a stream it plays, every two seconds; null until media flows. */
export function useQuality(player: StreamPlayer | null): Quality | null {
  const [quality, setQuality] = useState<Quality | null>(null)
  useEffect(() => {
    if (!player) return setQuality(null)
    let over = false
    const look = async () => {
      const next = await measure(player)
      if (!over) setQuality(next)
    }
    const first = setTimeout(look, 700)
    const timer = setInterval(look, LOOK_EVERY)
    return () => {
      over = true
      clearTimeout(first)
      clearInterval(timer)
    }
  }, [player])
  return quality
}

/** Both reports reject until the peer connection is up: nothing is known then, which is what null says. */
async function measure({ subscriber }: StreamPlayer): Promise<Quality | null> {
  const [stats, report] = await Promise.all([
    subscriber.getStats().catch(() => null),
    subscriber.getRtcStatsReport().catch(() => null),
  ])
  if (!stats) return null
  return {
    width: subscriber.videoWidth() ?? 0,
    height: subscriber.videoHeight() ?? 0,
    framesPerSecond: Math.round(stats.video?.decodedFrameRate ?? stats.video?.frameRate ?? 0),
    codec: stats.video?.codec ?? '',
    transport: report ? transportOf(report.values()) : null,
  }
}
