'use client'
import { useState } from 'react'
import { useKeys } from '#components/keys/use-keys.ts'
import { useHold } from '#components/live/use-hold.ts'
import { Button } from '#components/ui/button.tsx'
import { formatCount } from '#components/ui/format.ts'
import { Key } from '#components/ui/key.tsx'
import type { ArchiveFound } from '#lib/archives/model.ts'
import { ArchiveTable } from './archive-table.tsx'
import { keepPlaces } from './keep-places.ts'

/** The recordings that were found. They are fetched anew while they are read; none moves while a hand is in the list. */
export function HeldArchives({ archives }: { archives: readonly ArchiveFound[] }) {
  const { held, handlers } = useHold()
  const [shown, setShown] = useState(archives)
  if (!held && shown !== archives) setShown(archives)
  const { rows, waiting } = keepPlaces(shown, archives)
  const letIn = () => setShown(archives)
  useKeys([{ keys: '.', label: 'Let new recordings in', group: 'Archives', run: letIn }], waiting > 0)
  return (
    <div {...handlers}>
      {waiting > 0 && (
        <p className="tn flex items-center gap-2 border-b px-4 py-1 text-ink-2 text-xs">
          {formatCount(waiting)} new, held while you point
          <Button size="sm" onClick={letIn}>
            Show <Key>.</Key>
          </Button>
        </p>
      )}
      <ArchiveTable archives={rows} />
    </div>
  )
}
