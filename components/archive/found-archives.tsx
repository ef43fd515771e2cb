'use client'
import Link from 'next/link'
import { useKeys } from '#components/keys/use-keys.ts'
import { useHold } from '#components/live/use-hold.ts'
import { Button } from '#components/ui/button.tsx'
import { formatCount } from '#components/ui/format.ts'
import { Key } from '#components/ui/key.tsx'
import { ScrollRegion } from '#components/ui/scroll-region.tsx'
import type { ArchiveSearch, FoundArchives as Found } from '#lib/search/model.ts'
import { ArchiveTable } from './archive-table.tsx'
import { archivesPath } from './archives-path.ts'
import { useHeldList } from './use-held-list.ts'

/** The recordings that were found. While somebody points at them none moves. */
export function FoundArchives({ list, query }: { list: Found; query: ArchiveSearch }) {
  const hold = useHold()
  const { rows, waiting, letIn } = useHeldList(list.found, hold.held, ({ archive }) => archive.id)
  useKeys([{ keys: '.', label: 'Let new recordings in', group: 'Archives', run: letIn }], waiting > 0)
  return (
    <div className="flex min-h-0 flex-1 flex-col" {...hold.handlers}>
      {waiting > 0 && (
        <p className="tn flex items-center gap-2 border-b px-4 py-1 text-ink-2 text-xs">
          {formatCount(waiting)} new, held while you point
          <Button size="sm" onClick={letIn}>
            Show <Key>.</Key>
          </Button>
        </p>
      )}
      <ScrollRegion label="Recordings" className="min-h-0 flex-1 bg-surface">
        <ArchiveTable found={rows} />
        {list.next && (
          <p className="p-4 text-center">
            <Button asChild>
              <Link href={archivesPath(query, { after: list.next })}>Older recordings</Link>
            </Button>
          </p>
        )}
      </ScrollRegion>
    </div>
  )
}
