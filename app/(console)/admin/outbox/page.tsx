import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { AdminHead } from '#components/admin/admin-head.tsx'
import { OutboxList } from '#components/admin/outbox-list.tsx'
import { ScrollRegion } from '#components/ui/scroll-region.tsx'
import { requireActor } from '#lib/access/require-actor.ts'
import { outbox } from '#lib/people/outbox.ts'

export const metadata: Metadata = { title: 'Outbox' }

/** Letters of the demo, which has no mail server. */
export default async function OutboxPage() {
  const letters = await outbox(await requireActor())
  if (!letters) notFound()
  return (
    <>
      <AdminHead title="Outbox" about="Letters of the demo: no mail server takes them" />
      <ScrollRegion label="Letters" className="min-h-0 flex-1">
        <OutboxList letters={letters} />
      </ScrollRegion>
    </>
  )
}
