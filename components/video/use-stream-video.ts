'use client'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { layerFor } from './layer-for.ts'
import type { SessionConnection } from './session-connection.ts'
import { type PlayerView, StreamPlayer } from './stream-player.ts'
import { useInSight } from './use-in-sight.ts'

type StreamVideo = { player: StreamPlayer | null; view: PlayerView; again: () => void }

/**
 * Plays one stream inside `box`: subscribes when it first comes into sight, pauses out of sight, asks the media server for
 * the layer that fits the tile, and gives everything back when the tile goes.
 */
export function useStreamVideo(
  box: RefObject<HTMLElement | null>,
  {
    connection,
    platformId,
    heard,
    routed,
  }: { connection: SessionConnection; platformId: string; heard: boolean; routed: boolean },
): StreamVideo {
  const { inSight, width } = useInSight(box)
  const [player, setPlayer] = useState<StreamPlayer | null>(null)
  const [view, setView] = useState<PlayerView>({ state: 'starting' })
  const [attempt, setAttempt] = useState(0)
  const seen = useOnceTrue(inSight)
  const session = connection.session
  const layer = layerFor(width, typeof devicePixelRatio === 'number' ? devicePixelRatio : 1)
  const wish = { inSight, heard, routed, ...layer }
  const latest = useRef(wish)
  latest.current = wish

  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` is the person's "Try again".
  useEffect(() => {
    const stream = connection.streamOf(platformId)
    if (!session || !stream || !seen) return
    const made = new StreamPlayer(session, stream, latest.current, {
      element: (element) => {
        element.className = 'absolute inset-0 size-full object-cover'
        box.current?.prepend(element)
      },
      changed: () => setView(made.view()),
    })
    setPlayer(made)
    setView(made.view())
    return () => {
      made.close()
      setPlayer(null)
    }
  }, [connection, session, platformId, seen, attempt, box])

  useEffect(() => {
    player?.wish({ inSight, heard, routed, width: layer.width, height: layer.height })
  }, [player, inSight, heard, routed, layer.width, layer.height])

  return { player, view, again: () => setAttempt((count) => count + 1) }
}

function useOnceTrue(value: boolean): boolean {
  const once = useRef(false)
  if (value) once.current = true
  return once.current
}
