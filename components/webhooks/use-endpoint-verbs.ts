'use client'
import { useState } from 'react'
import { useDoor } from '#components/shell/use-door.ts'
import { enableEndpoint, redeliverMessage, testEndpoint } from '#lib/webhooks/actions.ts'

export type Asking = 'move' | 'rotate' | 'remove'

/** What can be done with one address: some at once, some after a question. */
export function useEndpointVerbs(endpointId: string) {
  const { run, pending, problem } = useDoor()
  const [asking, setAsking] = useState<Asking | null>(null)
  return {
    pending,
    problem,
    asking,
    ask: setAsking,
    close: () => setAsking(null),
    test: () => run(() => testEndpoint({ endpointId }), { done: 'A test is on its way' }),
    enable: () => run(() => enableEndpoint({ endpointId }), { done: 'On again' }),
    redeliver: (deliveryId: string) =>
      run(() => redeliverMessage({ deliveryId }), { done: 'It is sent once more' }),
  }
}

export type EndpointVerbs = ReturnType<typeof useEndpointVerbs>
