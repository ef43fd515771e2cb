'use client'
import { useRouter } from 'next/navigation'
import { ChoiceFilter } from '#components/ui/choice-filter.tsx'
import { DayFilter } from '#components/ui/day-filter.tsx'
import { FilterChip } from '#components/ui/filter-chip.tsx'
import { TextFilter } from '#components/ui/text-filter.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import type { Choice, FilterChoices, PageQuery } from '#lib/record/model.ts'
import { auditPath, type Change } from './audit-path.ts'
import { OUTCOME_WORDS, PHASE_WORDS } from './entry-words.ts'

const ENDS: Choice[] = Object.entries({ ...PHASE_WORDS, ...OUTCOME_WORDS }).map(([id, name]) => ({
  id,
  name,
}))

/** One menu for two things of an entry: what kind it is, and how an outcome turned out. */
function endOf(id: string | undefined): Change {
  if (id !== undefined && isKey(id, OUTCOME_WORDS)) return { outcome: id, phase: undefined }
  if (id !== undefined && isKey(id, PHASE_WORDS)) return { phase: id, outcome: undefined }
  return { phase: undefined, outcome: undefined }
}

function isKey<Words extends object>(id: PropertyKey, words: Words): id is keyof Words {
  return Object.hasOwn(words, id)
}

type Props = { query: PageQuery; choices: FilterChoices; subject: string | null }

/** What of the log is shown; all of it stands in the address. */
export function AuditFilters({ query, choices, subject }: Props) {
  const router = useRouter()
  const change = (changed: Change) =>
    router.push(auditPath(query, { ...changed, before: undefined }), { scroll: false })
  const actions = choices.actions.map((action) => ({ id: action, name: action }))
  return (
    <div className="flex min-h-12 flex-none items-center gap-2 overflow-x-auto border-b px-4 py-1 max-sm:flex-wrap">
      <TextFilter
        key={query.text}
        text={query.text ?? ''}
        label="Find in reasons"
        group="Audit log"
        onChange={(text) => change({ text: text || undefined })}
      />
      <ChoiceFilter
        label="Person"
        choices={choices.people}
        chosen={query.person}
        onChange={(person) => change({ person })}
      />
      <ChoiceFilter
        label="Action"
        choices={actions}
        chosen={query.action}
        onChange={(action) => change({ action })}
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
        label="Outcome"
        choices={ENDS}
        chosen={query.outcome ?? query.phase}
        onChange={(end) => change(endOf(end))}
      />
      <DayFilter label="From" day={query.from} onChange={(from) => change({ from })} />
      <DayFilter label="To" day={query.to} onChange={(to) => change({ to })} />
      {query.subject !== undefined && (
        <FilterChip on onToggle={() => change({ subject: undefined })}>
          On {visibleText(subject ?? query.subject, 40)}
        </FilterChip>
      )}
    </div>
  )
}
