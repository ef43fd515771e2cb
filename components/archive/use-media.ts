'use client'
import { useCallback, useRef, useState } from 'react'
import { replied } from '#components/ui/replied.ts'
import { renewMedia } from '#lib/review/actions.ts'
import type { MediaAddress } from '#lib/review/model.ts'

/** Where the recording's bytes are just now: an address is good for minutes, then another one is asked for. */
export function useMedia(archiveId: string, first: MediaAddress) {
  const playable = useRef<HTMLVideoElement>(null)
  const [{ url, until }, setMedia] = useState(first)
  const renew = useCallback(async (): Promise<boolean> => {
    const reply = await replied(renewMedia({ archiveId }))
    if (reply?.ok) setMedia(reply.value)
    return reply?.ok ?? false
  }, [archiveId])
  const pictures = useCallback(() => (playable.current ? [playable.current] : []), [])
  return { playable, url, until, renew, pictures }
}
