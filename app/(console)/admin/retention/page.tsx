import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { AdminHead } from '#components/admin/admin-head.tsx'
import { RetentionScreen } from '#components/retention/retention-screen.tsx'
import { requireActor, requirePermission } from '#lib/access/require-actor.ts'
import { retentionPage } from '#lib/retention/queries.ts'

export const metadata: Metadata = { title: 'Retention' }

/** How long recordings are kept. */
export default async function Page() {
  const actor = await requireActor()
  await requirePermission(actor, 'retention.manage')
  const page = await retentionPage(actor)
  if (!page) notFound()
  return (
    <>
      <AdminHead title="Retention" about="How long recordings are kept" />
      <RetentionScreen page={page} />
    </>
  )
}
