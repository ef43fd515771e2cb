import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import Link from 'next/link'
import { ArchiveFilters } from '#components/archive/archive-filters.tsx'
import { ArchivesEmpty } from '#components/archive/archives-empty.tsx'
import { FreshArchives } from '#components/archive/fresh-archives.tsx'
import { HeldArchives } from '#components/archive/held-archives.tsx'
import { SavedSearches } from '#components/archive/saved-searches.tsx'
import { searchOf, searchPath } from '#components/archive/search-path.ts'
import { SEARCH_LABELS } from '#components/archive/search-words.ts'
import { PhoneHead } from '#components/shell/phone-head.tsx'
import { TopBar } from '#components/shell/top-bar.tsx'
import { Button } from '#components/ui/button.tsx'
import { LeftOutNote } from '#components/ui/left-out-note.tsx'
import { ScrollRegion } from '#components/ui/scroll-region.tsx'
import { parseTimeZone, TIME_ZONE_COOKIE } from '#components/ui/time-zone.ts'
import { requireActor, requirePermission } from '#lib/access/require-actor.ts'
import { savedSearches } from '#lib/archives/keep-search.ts'
import { searchArchives } from '#lib/archives/search-archives.ts'
import { searchChoices } from '#lib/archives/search-choices.ts'
import { readArchiveQuery } from '#lib/archives/search-model.ts'

export const metadata: Metadata = { title: 'Archives' }

type Search = Promise<Record<string, string | string[] | undefined>>

export default async function Page({ searchParams }: { searchParams: Search }) {
  const actor = await requireActor()
  await requirePermission(actor, 'archive.view')
  const { query, leftOut } = readArchiveQuery(await searchParams)
  const timeZone = parseTimeZone((await cookies()).get(TIME_ZONE_COOKIE)?.value)
  const [{ position, archives, next, facets }, choices, saved] = await Promise.all([
    searchArchives(actor, query, timeZone),
    searchChoices(actor),
    savedSearches(actor),
  ])
  const { after: _, ...filters } = query
  const current = searchOf(filters)
  return (
    <>
      <TopBar switcher={false} path={[{ label: 'Archives', href: '/archives' }]} />
      <PhoneHead title="Archives" />
      <main id="content" tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
        <header className="flex min-h-13 flex-none items-center gap-2.5 border-b px-4">
          <h1 className="font-semibold text-[0.9375rem] max-sm:sr-only">Archives</h1>
          <span className="tn text-ink-2">{countWords(facets, current !== '')}</span>
          <span className="ml-auto">
            <SavedSearches saved={saved} current={current} />
          </span>
        </header>
        <ArchiveFilters query={query} choices={choices} facets={facets} />
        <LeftOutNote names={leftOut} labels={SEARCH_LABELS} />
        <FreshArchives position={position} />
        {archives.length === 0 ? (
          <ArchivesEmpty filtered={current !== ''} />
        ) : (
          <ScrollRegion label="Recordings" className="min-h-0 flex-1 bg-surface">
            <HeldArchives key={JSON.stringify(query)} archives={archives} />
            {next && (
              <p className="p-4 text-center">
                <Button asChild>
                  <Link href={searchPath(query, { after: next })}>Older recordings</Link>
                </Button>
              </p>
            )}
          </ScrollRegion>
        )}
      </main>
    </>
  )
}

function countWords({ count, whole }: { count: number; whole: boolean }, filtered: boolean): string {
  if (count === 0) return filtered ? 'None matches' : 'None yet'
  const many = `${count.toLocaleString('en')}${whole ? '' : ' or more'}`
  const one = count === 1 && whole
  if (filtered) return `${many} ${one ? 'matches' : 'match, newest first'}`
  return `${many} ${one ? 'recording' : 'recordings, newest first'}`
}
