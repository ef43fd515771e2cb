'use client'
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import type { OpenTok } from '#components/video/opentok.ts'
import { OwnStream, type OwnStreamView } from './own-stream.ts'
import type { Devices } from './use-devices.ts'

/** Publishes somebody's camera and microphone while they are inside; anew when the connection is. */
export function useOwnStream(
  box: RefObject<HTMLDivElement | null>,
  {
    session,
    name,
    devices,
    onMuted,
  }: { session: OpenTok.Session | null; name: string; devices: Devices | null; onMuted: () => void },
) {
  const [view, setView] = useState<OwnStreamView>({ state: 'starting' })
  const [own, setOwn] = useState<OwnStream | null>(null)
  const [attempt, setAttempt] = useState(0)
  const muted = useRef(onMuted)
  muted.current = onMuted

  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` is the person's "Publish again".
  useEffect(() => {
    const opentok = window.OT
    if (!session || !devices || !opentok) return
    const made = new OwnStream(opentok, session, name, devices, {
      changed: () => setView(made.view()),
      mutedByModerator: () => muted.current(),
      element: (element) => {
        element.className = 'absolute inset-0 size-full -scale-x-100 object-cover'
        box.current?.replaceChildren(element)
      },
    })
    setOwn(made)
    setView(made.view())
    return () => {
      made.close()
      box.current?.replaceChildren()
      setOwn(null)
    }
  }, [session, name, devices, attempt, box])

  const again = useCallback(() => setAttempt((count) => count + 1), [])
  return { view, own, again }
}
