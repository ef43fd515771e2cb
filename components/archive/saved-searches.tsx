'use client'
import { Bookmark } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { DoorDialog } from '#components/shell/door-dialog.tsx'
import { useDoor } from '#components/shell/use-door.ts'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '#components/ui/menu.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import { removeSearch, saveSearch } from '#lib/search/actions.ts'
import type { ArchiveSearch, SavedSearchView } from '#lib/search/model.ts'
import { searchOf } from './archives-path.ts'

/** The searches one keeps: to be opened, to be added to, and to be forgotten. */
export function SavedSearches({ saved, query }: { saved: readonly SavedSearchView[]; query: ArchiveSearch }) {
  const router = useRouter()
  const door = useDoor()
  const [naming, setNaming] = useState(false)
  const current = searchOf({ ...query, after: undefined })
  const open = saved.find((search) => search.query === current)
  return (
    <>
      <Menu
        label="Saved searches"
        trigger={
          <Button>
            <Bookmark aria-hidden="true" />
            Saved searches
          </Button>
        }
      >
        {saved.length === 0 && <MenuLabel>No search is saved yet</MenuLabel>}
        {saved.map((search) => (
          <MenuItem key={search.id} onSelect={() => router.push(`/archives?${search.query}`)}>
            {visibleText(search.name, 60)}
          </MenuItem>
        ))}
        <MenuSeparator />
        <MenuItem disabled={current === ''} onSelect={() => setNaming(true)}>
          Save this search
        </MenuItem>
        {open && (
          <MenuItem
            onSelect={() => door.run(() => removeSearch({ searchId: open.id }), { done: 'Search removed' })}
          >
            Remove “{visibleText(open.name, 30)}”
          </MenuItem>
        )}
      </Menu>
      {door.problem && (
        <span role="alert" className="text-failed text-xs">
          {door.problem}
        </span>
      )}
      {naming && (
        <DoorDialog
          title="Save this search"
          description="Only you see it. A search of the same name gives way."
          verb="Save"
          doing="Saving"
          send={({ name = '' }) => saveSearch({ name, query: current })}
          onDone={() => {
            setNaming(false)
            router.refresh()
          }}
          onClose={() => setNaming(false)}
        >
          <Field label="Name" name="name" required maxLength={60} />
        </DoorDialog>
      )}
    </>
  )
}
