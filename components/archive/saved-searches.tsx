'use client'
import { Bookmark } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { DoorDialog } from '#components/shell/door-dialog.tsx'
import { useDoor } from '#components/shell/use-door.ts'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { announce } from '#components/ui/live-region.tsx'
import { Menu, MenuChoice } from '#components/ui/menu.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import type { SavedSearchView } from '#lib/archives/model.ts'
import { removeSearch, saveSearch } from '#lib/archives/search-actions.ts'

/** Searches that the reader keeps: opened again, kept under a name, taken away. `current` is '' where nothing is filtered. */
export function SavedSearches({ saved, current }: { saved: readonly SavedSearchView[]; current: string }) {
  const router = useRouter()
  const { run } = useDoor()
  const [naming, setNaming] = useState(false)
  const chosen = saved.find(({ query }) => query === current)
  return (
    <>
      <Menu
        label="Saved searches"
        trigger={
          <Button>
            <Bookmark aria-hidden="true" className="size-3.5" />
            {chosen ? visibleText(chosen.name, 30) : 'Saved searches'}
          </Button>
        }
      >
        {saved.map(({ id, name, query }) => (
          <MenuChoice key={id} chosen={query === current} onSelect={() => router.push(`/archives?${query}`)}>
            {visibleText(name, 60)}
          </MenuChoice>
        ))}
        {current !== '' && !chosen && (
          <MenuChoice chosen={false} onSelect={() => setNaming(true)}>
            Save this search…
          </MenuChoice>
        )}
        {chosen && (
          <MenuChoice
            chosen={false}
            onSelect={() => run(() => removeSearch({ searchId: chosen.id }), { done: 'Taken away' })}
          >
            Take away “{visibleText(chosen.name, 30)}”
          </MenuChoice>
        )}
        {saved.length === 0 && current === '' && (
          <MenuChoice chosen={false} onSelect={() => undefined}>
            Filter first, then save it here
          </MenuChoice>
        )}
      </Menu>
      {naming && (
        <DoorDialog
          title="Save this search"
          description="Only you see it."
          verb="Save"
          doing="Saving"
          send={({ name }) => saveSearch({ name: name?.trim() ?? '', query: current })}
          onDone={() => {
            setNaming(false)
            announce('Saved', 'own')
            router.refresh()
          }}
          onClose={() => setNaming(false)}
        >
          <Field label="Name" name="name" maxLength={60} required autoFocus />
        </DoorDialog>
      )}
    </>
  )
}
