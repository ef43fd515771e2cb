import type { Metadata } from 'next'
import Link from 'next/link'
import { ArchiveTable } from '#components/archive/archive-table.tsx'
import { ArchivesEmpty } from '#components/archive/archives-empty.tsx'
import { FreshArchives } from '#components/archive/fresh-archives.tsx'
import { PhoneHead } from '#components/shell/phone-head.tsx'
import { TopBar } from '#components/shell/top-bar.tsx'
import { Button } from '#components/ui/button.tsx'
import { ScrollRegion } from '#components/ui/scroll-region.tsx'
import { requireActor, requirePermission } from '#lib/access/require-actor.ts'
import { listArchives } from '#lib/archives/queries.ts'

export const metadata: Metadata = { title: 'Archives' }

type Search = Promise<Record<string, string | string[] | undefined>>

export default async function Page({ searchParams }: { searchParams: Search }) {
  const actor = await requireActor()
  await requirePermission(actor, 'archive.view')
  const { after } = await searchParams
  const { position, archives, next } = await listArchives(
    actor,
    typeof after === 'string' ? { cursor: after } : {},
  )
  return (
    <>
      <TopBar switcher={false} path={[{ label: 'Archives', href: '/archives' }]} />
      <PhoneHead title="Archives" />
      <main id="content" tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
        <header className="flex h-13 flex-none items-center gap-2.5 border-b px-4 max-sm:hidden">
          <h1 className="font-semibold text-[0.9375rem]">Archives</h1>
          <span className="text-ink-2">Newest first</span>
        </header>
        <FreshArchives position={position} />
        {archives.length === 0 ? (
          <ArchivesEmpty />
        ) : (
          <ScrollRegion label="Recordings" className="min-h-0 flex-1 bg-surface">
            <ArchiveTable archives={archives} />
            {next && (
              <p className="p-4 text-center">
                <Button asChild>
                  <Link href={`/archives?after=${next}`}>Older recordings</Link>
                </Button>
              </p>
            )}
          </ScrollRegion>
        )}
      </main>
    </>
  )
}
