import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ArchiveReview } from '#components/archive/archive-review.tsx'
import { TopBar } from '#components/shell/top-bar.tsx'
import { requireActor, requirePermission } from '#lib/access/require-actor.ts'
import { archivePage } from '#lib/archives/queries.ts'
import { lettingGo } from '#lib/retention/queries.ts'

export const metadata: Metadata = { title: 'Recording' }

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requireActor()
  await requirePermission(actor, 'archive.view')
  const page = await archivePage(actor, (await params).id)
  if (!page) notFound()
  return (
    <>
      <TopBar project={page.archive.projectId} path={[{ label: 'Archives', href: '/archives' }]} />
      <main id="content" tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
        <ArchiveReview page={page} lettingGo={await lettingGo(actor, page.archive.id)} />
      </main>
    </>
  )
}
