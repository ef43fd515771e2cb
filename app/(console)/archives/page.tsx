import { Trash2 } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { ArchiveTable } from '#components/archive/archive-table.tsx'
import { ArchivesEmpty } from '#components/archive/archives-empty.tsx'
import { FreshArchives } from '#components/archive/fresh-archives.tsx'
import { PhoneHead } from '#components/shell/phone-head.tsx'
import { TopBar } from '#components/shell/top-bar.tsx'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ScrollRegion } from '#components/ui/scroll-region.tsx'
import { requireActor, requirePermission } from '#lib/access/require-actor.ts'
import { listArchives } from '#lib/archives/queries.ts'
import { listKeeping } from '#lib/retention/queries.ts'

export const metadata: Metadata = { title: 'Archives' }

type Search = Promise<Record<string, string | string[] | undefined>>

export default async function Page({ searchParams }: { searchParams: Search }) {
  const actor = await requireActor()
  await requirePermission(actor, 'archive.view')
  const { after, show } = await searchParams
  const deleted = show === 'deleted'
  const { position, archives, next } = await listArchives(actor, {
    deleted,
    ...(typeof after === 'string' && { cursor: after }),
  })
  const keeping = await listKeeping(
    actor,
    archives.map(({ id }) => id),
  )
  return (
    <>
      <TopBar switcher={false} path={[{ label: 'Archives', href: '/archives' }]} />
      <PhoneHead title="Archives" />
      <main id="content" tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
        <header className="flex h-13 flex-none items-center gap-2.5 border-b px-4 max-sm:hidden">
          <h1 className="font-semibold text-[0.9375rem]">Archives</h1>
          <span className="flex-1 text-ink-2">Newest first</span>
          <Link
            href={deleted ? '/archives' : '/archives?show=deleted'}
            prefetch={false}
            className="text-ink-2 underline decoration-edge underline-offset-2 hover:text-ink"
          >
            {deleted ? 'All recordings' : 'Deleted recordings'}
          </Link>
        </header>
        <FreshArchives position={position} />
        {archives.length === 0 && deleted ? (
          <EmptyState icon={<Trash2 aria-hidden="true" />} title="No recording was deleted">
            What was deleted stays here with who, why and when, and its certificate.
          </EmptyState>
        ) : archives.length === 0 ? (
          <ArchivesEmpty />
        ) : (
          <ScrollRegion label="Recordings" className="min-h-0 flex-1 bg-surface">
            <ArchiveTable archives={archives} keeping={keeping} />
            {next && (
              <p className="p-4 text-center">
                <Button asChild>
                  <Link href={`/archives?after=${next}${deleted ? '&show=deleted' : ''}`}>
                    Older recordings
                  </Link>
                </Button>
              </p>
            )}
          </ScrollRegion>
        )}
      </main>
    </>
  )
}
