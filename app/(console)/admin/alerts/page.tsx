import { Webhook } from 'lucide-react'
import type { Metadata } from 'next'
import { AdminHead } from '#components/admin/admin-head.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ScrollRegion } from '#components/ui/scroll-region.tsx'
import { AddEndpoint } from '#components/webhooks/add-endpoint.tsx'
import { EndpointList } from '#components/webhooks/endpoint-list.tsx'
import { requireActor, requirePermission } from '#lib/access/require-actor.ts'
import { endpointPage } from '#lib/webhooks/queries.ts'

export const metadata: Metadata = { title: 'Alerts' }

export default async function Page() {
  const actor = await requireActor()
  await requirePermission(actor, 'endpoint.manage')
  const page = await endpointPage(actor)
  return (
    <>
      <AdminHead title="Alerts" about="Programs that are told of them, by signed webhooks">
        <AddEndpoint page={page} />
      </AdminHead>
      {page.endpoints.length === 0 ? (
        <EmptyState icon={<Webhook aria-hidden="true" />} title="No webhooks">
          Add the address of a program, such as a pager or a chat, that should be told of alerts.
        </EmptyState>
      ) : (
        <ScrollRegion label="Webhooks" className="min-h-0 flex-1">
          <EndpointList endpoints={page.endpoints} />
        </ScrollRegion>
      )}
    </>
  )
}
