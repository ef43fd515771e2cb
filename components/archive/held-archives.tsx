'use client'
import { KeptNote } from '#components/live/kept-note.tsx'
import { useKeptPlaces } from '#components/live/use-kept-places.ts'
import type { ArchiveFound } from '#lib/archives/model.ts'
import { ArchiveTable } from './archive-table.tsx'

/** The recordings that were found. They are fetched anew while they are read; none moves while a hand is in the list. */
export function HeldArchives({ archives }: { archives: readonly ArchiveFound[] }) {
  const { rows, waiting, handlers, letIn } = useKeptPlaces(archives)
  return (
    <div {...handlers}>
      <KeptNote waiting={waiting} what="recordings" group="Archives" letIn={letIn} />
      <ArchiveTable archives={rows} />
    </div>
  )
}
