'use client'
import Link from 'next/link'
import { Button } from '#components/ui/button.tsx'
import { formatCount } from '#components/ui/format.ts'
import { ScrollRegion } from '#components/ui/scroll-region.tsx'
import type { EntryList as List, PageQuery } from '#lib/record/model.ts'
import { AuditEmpty } from './audit-empty.tsx'
import { auditPath } from './audit-path.ts'
import { EntryTable } from './entry-table.tsx'

/** The entries of a page, and the way to older ones. */
export function EntryList({
  list: { entries, older, searched },
  query,
  filtered,
}: {
  list: List
  query: PageQuery
  filtered: boolean
}) {
  return (
    <ScrollRegion label="Entries" className="min-h-0 min-w-0 flex-1 bg-surface">
      {searched !== null && (
        <p className="tn border-b px-4 py-2 text-ink-2 text-xs">
          {`${query.text === undefined ? 'Outcomes' : 'Reasons'} are searched in ${formatCount(searched)} entries at a time, the newest that the other filters leave first.`}
        </p>
      )}
      {entries.length === 0 ? (
        <AuditEmpty filtered={filtered} />
      ) : (
        <EntryTable entries={entries} query={query} />
      )}
      {(older !== null || query.before !== undefined) && (
        <p className="flex justify-center gap-2 p-4">
          {query.before !== undefined && (
            <Button asChild>
              <Link href={auditPath(query, { before: undefined })} prefetch={false}>
                Newest entries
              </Link>
            </Button>
          )}
          {older !== null && (
            <Button asChild>
              <Link href={auditPath(query, { before: older })} prefetch={false}>
                {searched === null ? 'Older entries' : 'Search older entries'}
              </Link>
            </Button>
          )}
        </p>
      )}
    </ScrollRegion>
  )
}
