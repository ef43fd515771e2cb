import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { ArchivesEmpty } from '#components/archive/archives-empty.tsx'
import { DaysStrip } from '#components/archive/days-strip.tsx'
import { FoundArchives } from '#components/archive/found-archives.tsx'
import { FreshArchives } from '#components/archive/fresh-archives.tsx'
import { SavedSearches } from '#components/archive/saved-searches.tsx'
import { SearchBar } from '#components/archive/search-bar.tsx'
import { SearchFacets } from '#components/archive/search-facets.tsx'
import { LeftOutNote } from '#components/audit/left-out-note.tsx'
import { PhoneHead } from '#components/shell/phone-head.tsx'
import { TopBar } from '#components/shell/top-bar.tsx'
import { formatCount } from '#components/ui/format.ts'
import { parseTimeZone, TIME_ZONE_COOKIE } from '#components/ui/time-zone.ts'
import { requireActor, requirePermission } from '#lib/access/require-actor.ts'
import { searchFacets } from '#lib/search/facets.ts'
import { type FoundArchives as Found, readArchiveSearch } from '#lib/search/model.ts'
import { savedSearches, searchArchives } from '#lib/search/queries.ts'

export const metadata: Metadata = { title: 'Archives' }

type Search = Promise<Record<string, string | string[] | undefined>>

export default async function Page({ searchParams }: { searchParams: Search }) {
  const actor = await requireActor()
  await requirePermission(actor, 'archive.view')
  const { query, leftOut } = readArchiveSearch(await searchParams)
  const timeZone = parseTimeZone((await cookies()).get(TIME_ZONE_COOKIE)?.value)
  const [list, facets, saved] = await Promise.all([
    searchArchives(actor, { query, timeZone }),
    searchFacets(actor, query),
    savedSearches(actor),
  ])
  const { after: _, ...filters } = query
  const filtered = Object.keys(filters).length > 0
  return (
    <>
      <TopBar switcher={false} path={[{ label: 'Archives', href: '/archives' }]} />
      <PhoneHead title="Archives" />
      <main id="content" tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
        <header className="flex min-h-13 flex-none items-center gap-2.5 border-b px-4">
          <h1 className="font-semibold text-[0.9375rem] max-sm:sr-only">Archives</h1>
          <span className="tn text-ink-2">
            {filtered ? `${inWords(list.matches)} match` : inWords(list.matches)}
          </span>
          <span className="ml-auto">
            <SavedSearches saved={saved} query={query} />
          </span>
        </header>
        <FreshArchives position={list.position} />
        <LeftOutNote names={leftOut} />
        <div className="flex min-h-0 flex-1">
          <aside
            aria-label="Narrow the list"
            className="w-56 flex-none overflow-y-auto border-r py-1.5 text-xs max-lg:hidden"
          >
            <SearchFacets query={query} facets={facets} />
          </aside>
          <div className="flex min-w-0 flex-1 flex-col">
            <SearchBar query={query} facets={facets} />
            <DaysStrip query={query} days={facets.days} />
            {list.found.length === 0 ? (
              <ArchivesEmpty filtered={filtered} />
            ) : (
              <FoundArchives key={JSON.stringify(query)} list={list} query={query} />
            )}
          </div>
        </div>
      </main>
    </>
  )
}

function inWords({ count, more }: Found['matches']): string {
  if (count === 1) return '1 recording'
  return `${formatCount(count)}${more ? '+' : ''} recordings`
}
