'use client'
import { useRouter } from 'next/navigation'
import { ChoiceFilter } from '#components/ui/choice-filter.tsx'
import { DayFilter } from '#components/ui/day-filter.tsx'
import { TextFilter } from '#components/ui/text-filter.tsx'
import type { ArchiveFacets, SearchChoices } from '#lib/archives/model.ts'
import type { ArchiveQuery } from '#lib/archives/search-model.ts'
import { searchPath } from './search-path.ts'
import { CONTENT_WORDS, LENGTH_WORDS, REVIEW_WORDS, STANDING_WORDS } from './search-words.ts'

type Props = { query: ArchiveQuery; choices: SearchChoices; facets: ArchiveFacets }

/** Which recordings are shown; all of it stands in the address. */
export function ArchiveFilters({ query, choices, facets }: Props) {
  const router = useRouter()
  const change = (changed: ArchiveQuery) => router.push(searchPath(query, changed), { scroll: false })
  const { standings, reviews, withAction, withFinding, held } = facets
  const contents: Record<string, number> = { action: withAction, finding: withFinding, hold: held }
  return (
    <div className="flex min-h-12 flex-none flex-wrap items-center gap-2 border-b px-4 py-1.5">
      <TextFilter
        key={query.text}
        text={query.text ?? ''}
        label="Session, person, words of a finding"
        group="Archives"
        className="w-72 max-w-full"
        onChange={(text) => change({ text: text || undefined })}
      />
      {choices.projects.length > 1 && (
        <ChoiceFilter
          label="Project"
          choices={choices.projects}
          chosen={query.project}
          onChange={(project) => change({ project })}
        />
      )}
      <ChoiceFilter
        label="State"
        choices={choicesOf(STANDING_WORDS, standings)}
        chosen={query.standing}
        onChange={(id) => change({ standing: keyOf(STANDING_WORDS, id) })}
      />
      <ChoiceFilter
        label="Contains"
        choices={choicesOf(CONTENT_WORDS, contents)}
        chosen={query.has}
        onChange={(id) => change({ has: keyOf(CONTENT_WORDS, id) })}
      />
      <ChoiceFilter
        label="Review"
        choices={choicesOf(REVIEW_WORDS, reviews)}
        chosen={query.review}
        onChange={(id) => change({ review: keyOf(REVIEW_WORDS, id) })}
      />
      <ChoiceFilter
        label="Moderator"
        choices={choices.moderators}
        chosen={query.moderator}
        onChange={(moderator) => change({ moderator })}
      />
      <ChoiceFilter
        label="Length"
        choices={choicesOf(LENGTH_WORDS, {})}
        chosen={query.longer}
        onChange={(id) => change({ longer: keyOf(LENGTH_WORDS, id) })}
      />
      <DayFilter label="From" day={query.from} onChange={(from) => change({ from })} />
      <DayFilter label="To" day={query.to} onChange={(to) => change({ to })} />
    </div>
  )
}

function choicesOf(words: Record<string, string>, counts: Partial<Record<string, number>>) {
  return Object.entries(words).map(([id, name]) => ({ id, name, count: counts[id] }))
}

/** The menu gives back what it was given: one of the keys, or nothing. */
function keyOf<Key extends string>(words: Record<Key, string>, id: string | undefined): Key | undefined {
  return id !== undefined && Object.hasOwn(words, id) ? (id as Key) : undefined
}
