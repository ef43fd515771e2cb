import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ArchiveReview } from '#components/archive/archive-review.tsx'
import { CustodyPanel } from '#components/archive/custody-panel.tsx'
import { ExportPanel } from '#components/archive/export-panel.tsx'
import { LettingGoPanel } from '#components/archive/letting-go-panel.tsx'
import { TopBar } from '#components/shell/top-bar.tsx'
import { may } from '#lib/access/actor.ts'
import { requireActor, requirePermission } from '#lib/access/require-actor.ts'
import { archivePage } from '#lib/archives/queries.ts'
import { custodyOf } from '#lib/custody/queries.ts'
import { exportsOf } from '#lib/retention/export-queries.ts'
import { lettingGoOf } from '#lib/retention/queries.ts'
import { reviewPage } from '#lib/review/queries.ts'

export const metadata: Metadata = { title: 'Recording' }

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requireActor()
  await requirePermission(actor, 'archive.view')
  const page = await archivePage(actor, (await params).id)
  if (!page) notFound()
  // Side by side: none of them needs what another found, and the player waits for all.
  const [review, custody, lettingGo, exports] = await Promise.all([
    reviewPage(actor, page.archive.id),
    custodyOf(actor, page.archive.id),
    lettingGoOf(actor, page.archive.id),
    exportsOf(actor, page.archive.id),
  ])
  if (!review) notFound()
  const canExport = lettingGo !== null && !lettingGo.runs && !isGoing(lettingGo.deletion?.state)
  const mayCheck = may(actor, 'archive.review', page.archive.projectId)
  return (
    <>
      <TopBar project={page.archive.projectId} path={[{ label: 'Archives', href: '/archives' }]} />
      <main id="content" tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
        <ArchiveReview
          page={page}
          review={review}
          panels={
            <>
              {custody && <CustodyPanel archiveId={page.archive.id} custody={custody} mayCheck={mayCheck} />}
              {exports && <ExportPanel archiveId={page.archive.id} exports={exports} can={canExport} />}
              {lettingGo && <LettingGoPanel archiveId={page.archive.id} lettingGo={lettingGo} />}
            </>
          }
        />
      </main>
    </>
  )
}

const isGoing = (state: string | undefined) => state === 'deleting' || state === 'done'
