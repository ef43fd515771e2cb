'use client'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { FormProblem } from '#components/ui/field.tsx'
import { PersonName } from '#components/ui/person-name.tsx'
import { Time } from '#components/ui/time.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import type { EndpointView } from '#lib/webhooks/model.ts'
import { DeliveryList } from './delivery-list.tsx'
import { EndpointDialogs } from './endpoint-dialogs.tsx'
import { useEndpointVerbs } from './use-endpoint-verbs.ts'

/** One address: how it does, what can be done with it, and what was sent there. */
export function EndpointCard({ endpoint }: { endpoint: EndpointView }) {
  const verbs = useEndpointVerbs(endpoint.id)
  const { url, project, madeBy, madeAt, disabledAt } = endpoint
  return (
    <section aria-label={visibleText(url, 200)} className="grid gap-3 border-b px-4 py-4">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
        <div className="grid min-w-0 flex-1 basis-80 gap-1">
          <h2 className="flex flex-wrap items-center gap-2">
            <span className="break-all font-mono text-xs">{visibleText(url, 500)}</span>
            <StateBadge endpoint={endpoint} />
          </h2>
          <p className="flex flex-wrap gap-x-2 text-ink-2 text-xs">
            <PersonName name={project?.name ?? 'All projects'} />
            <span className="flex gap-1">
              added by <PersonName name={madeBy} /> <Time at={madeAt} />
            </span>
            <Secret endpoint={endpoint} />
          </p>
        </div>
        <span className="flex flex-wrap gap-2">
          {disabledAt !== null && (
            <Button disabled={verbs.pending} onClick={verbs.enable}>
              Turn on again
            </Button>
          )}
          <Button disabled={verbs.pending} onClick={verbs.test}>
            Send a test
          </Button>
          <Button onClick={() => verbs.ask('move')}>Change address</Button>
          <Button onClick={() => verbs.ask('rotate')}>Replace secret</Button>
          <Button onClick={() => verbs.ask('remove')}>Remove</Button>
        </span>
      </div>
      <FormProblem>{verbs.problem}</FormProblem>
      <DeliveryList deliveries={endpoint.deliveries} verbs={verbs} />
      <EndpointDialogs endpoint={endpoint} verbs={verbs} />
    </section>
  )
}

function StateBadge({ endpoint: { disabledAt, failures } }: { endpoint: EndpointView }) {
  if (disabledAt !== null) return <Badge tone="failed">Off after {failures} failures</Badge>
  if (failures > 0)
    return <Badge tone="alert">{failures === 1 ? '1 failure' : `${failures} failures in a row`}</Badge>
  return <Badge tone="plain">On</Badge>
}

function Secret({ endpoint: { secretEnd, bothUntil } }: { endpoint: EndpointView }) {
  return (
    <span>
      secret ends in <span className="font-mono">{secretEnd}</span>
      {bothUntil !== null && (
        <>
          , the one before signs until <Time at={bothUntil} />
        </>
      )}
    </span>
  )
}
