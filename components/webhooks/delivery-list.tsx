'use client'
import { Check, CircleX, Clock } from 'lucide-react'
import type { ReactNode } from 'react'
import { Age } from '#components/ui/age.tsx'
import { Button } from '#components/ui/button.tsx'
import { CopyId } from '#components/ui/copy-id.tsx'
import { Time } from '#components/ui/time.tsx'
import { ALERT_WORDS, EVENT_WORDS } from '#lib/alerts/alert-words.ts'
import type { DeliveryView } from '#lib/webhooks/model.ts'
import { failureWords } from '#lib/webhooks/webhook-words.ts'
import type { EndpointVerbs } from './use-endpoint-verbs.ts'

/** The last messages to one address, newest first, with what came of each. */
export function DeliveryList({
  deliveries,
  verbs,
}: {
  deliveries: readonly DeliveryView[]
  verbs: EndpointVerbs
}) {
  if (deliveries.length === 0) return <p className="text-ink-2">Nothing was sent there yet</p>
  return (
    <ul aria-label="Last messages">
      {deliveries.map((delivery) => (
        <li
          key={delivery.id}
          className="grid min-h-9 grid-cols-[1rem_minmax(0,1fr)_8rem_auto] items-center gap-3 border-b py-1.5 last:border-b-0 max-sm:grid-cols-[1rem_minmax(0,1fr)_auto]"
        >
          <StateIcon state={delivery.state} />
          <span className="grid min-w-0">
            <span className="truncate">{nameOf(delivery)}</span>
            <span className="text-ink-2 text-xs">{outcomeOf(delivery)}</span>
          </span>
          <span className="max-sm:hidden">
            <CopyId id={delivery.id} what="message ID" />
          </span>
          {delivery.state === 'waiting' ? (
            <span />
          ) : (
            <Button
              size="sm"
              disabled={verbs.pending}
              aria-label={`Send again: ${nameOf(delivery)}`}
              onClick={() => verbs.redeliver(delivery.id)}
            >
              Send again
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}

function StateIcon({ state }: { state: DeliveryView['state'] }) {
  switch (state) {
    case 'arrived':
      return <Check aria-hidden="true" className="size-3.5 text-confirmed" />
    case 'given-up':
      return <CircleX aria-hidden="true" className="size-3.5 text-failed" />
    case 'waiting':
      return <Clock aria-hidden="true" className="size-3.5 text-ink-2" />
  }
}

function nameOf({ event, kind }: DeliveryView): string {
  if (event === 'test') return EVENT_WORDS.test
  const [, happened = ''] = event.split('.')
  const words = Object.entries(EVENT_WORDS).find(([name]) => name === happened)?.[1] ?? happened
  return kind === null ? words : `${words}: ${ALERT_WORDS[kind].short}`
}

function outcomeOf({ state, at, attempts, failure, deliveredAt, nextAt }: DeliveryView): ReactNode {
  const why = failure === null ? '' : failureWords(failure)
  if (state === 'arrived')
    return (
      <>
        Arrived <Time at={deliveredAt ?? at} seconds />
        {attempts > 1 && `, after ${attempts} attempts`}
      </>
    )
  if (state === 'given-up')
    return (
      <>
        Not sent any more{why && `: ${why}`}, from <Time at={at} seconds />
      </>
    )
  return attempts === 0 ? (
    <>
      Waits <Age since={at} />
    </>
  ) : (
    <>
      {why}. Again {nextAt && <Time at={nextAt} seconds />}
    </>
  )
}
