'use client'
import { Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'
import { useKeys } from '#components/keys/use-keys.ts'
import { ChoiceFilter } from '#components/ui/choice-filter.tsx'
import { DayFilter } from '#components/ui/day-filter.tsx'
import { Input } from '#components/ui/input.tsx'
import { Key } from '#components/ui/key.tsx'
import type { ArchiveSearch, SearchFacets } from '#lib/search/model.ts'
import { archivesPath, type SearchChange } from './archives-path.ts'
import { DEED_WORDS } from './search-words.ts'

const DEEDS = Object.entries(DEED_WORDS).map(([id, name]) => ({ id, name }))
const LENGTHS = [5, 15, 30, 60, 90, 120]
const longer = LENGTHS.map((minutes) => ({ id: String(minutes), name: `Longer than ${minutes} min` }))
const shorter = LENGTHS.map((minutes) => ({ id: String(minutes), name: `Shorter than ${minutes} min` }))

/** What is looked for; all of it stands in the address. */
export function SearchBar({ query, facets }: { query: ArchiveSearch; facets: SearchFacets }) {
  const router = useRouter()
  const change = (changed: SearchChange) => router.push(archivesPath(query, changed), { scroll: false })
  return (
    <div className="flex min-h-12 flex-none flex-wrap items-center gap-2 px-4 py-1.5">
      <WordsField key={query.q} words={query.q ?? ''} onChange={(q) => change({ q: q || undefined })} />
      <DayFilter label="From" day={query.from} onChange={(from) => change({ from })} />
      <DayFilter label="To" day={query.to} onChange={(to) => change({ to })} />
      <ChoiceFilter
        label="Longer than"
        choices={longer}
        chosen={query.longer?.toString()}
        onChange={(minutes) => change({ longer: minutes })}
      />
      <ChoiceFilter
        label="Shorter than"
        choices={shorter}
        chosen={query.shorter?.toString()}
        onChange={(minutes) => change({ shorter: minutes })}
      />
      <ChoiceFilter
        label="Moderator"
        choices={facets.moderators}
        chosen={query.by}
        onChange={(by) => change({ by })}
      />
      <ChoiceFilter label="Action" choices={DEEDS} chosen={query.did} onChange={(did) => change({ did })} />
    </div>
  )
}

function WordsField({ words, onChange }: { words: string; onChange: (words: string) => void }) {
  const [typed, setTyped] = useState(words)
  const field = useRef<HTMLInputElement>(null)
  useKeys([{ keys: '/', label: 'Find recordings', group: 'Archives', run: () => field.current?.focus() }])
  return (
    <search className="w-full sm:w-88">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          onChange(typed.trim())
        }}
      >
        <Input
          ref={field}
          label="Find recordings"
          placeholder="Session, person, action, words of a finding"
          maxLength={120}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
          onKeyDown={({ key, currentTarget }) => key === 'Escape' && currentTarget.blur()}
          icon={<Search aria-hidden="true" className="text-ink-2" />}
          after={
            <span className="max-sm:hidden">
              <Key>/</Key>
            </span>
          }
          className="w-full"
        />
      </form>
    </search>
  )
}
