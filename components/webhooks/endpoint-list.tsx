'use client'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import type { EndpointView } from '#lib/webhooks/model.ts'
import { EndpointCard } from './endpoint-card.tsx'

const LOOK_MS = 2_000

/** The addresses; while a message is on its way for the first time the page looks again. */
export function EndpointList({ endpoints }: { endpoints: readonly EndpointView[] }) {
  const router = useRouter()
  const isSending = endpoints.some(({ disabledAt, deliveries }) =>
    deliveries.some(
      ({ state, attempts, event }) =>
        state === 'waiting' && attempts === 0 && (disabledAt === null || event === 'test'),
    ),
  )
  useEffect(() => {
    if (!isSending) return
    const timer = setInterval(() => router.refresh(), LOOK_MS)
    return () => clearInterval(timer)
  }, [isSending, router])
  return endpoints.map((endpoint) => <EndpointCard key={endpoint.id} endpoint={endpoint} />)
}
