'use client'
import { useRouter } from 'next/navigation'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { formatCount } from '#components/ui/format.ts'
import { visibleText } from '#components/ui/visible-text.ts'
import type { ArchiveSearch, SearchFacets as Facets } from '#lib/search/model.ts'
import { archivesPath, toggled } from './archives-path.ts'
import { FACET_GROUPS } from './search-words.ts'

/** What the list can be narrowed to, with how many recordings there are of each in the chosen projects. */
export function SearchFacets({ query, facets }: { query: ArchiveSearch; facets: Facets }) {
  return (
    <>
      {facets.projects.length > 1 && (
        <FacetGroup
          query={query}
          name="project"
          label="Project"
          values={facets.projects.map(({ id, name, count }) => ({ id, label: visibleText(name, 40), count }))}
        />
      )}
      {FACET_GROUPS.map(({ name, label, values }) => (
        <FacetGroup
          key={name}
          query={query}
          name={name}
          label={label}
          values={values
            .map((value) => ({ ...value, count: facets.counts[`${name}:${value.id}`] ?? 0 }))
            .filter(({ id, count }) => count > 0 || query[name]?.some((chosen) => chosen === id))}
        />
      ))}
    </>
  )
}

type FacetName = 'project' | (typeof FACET_GROUPS)[number]['name']
type Value = { id: string; label: string; count: number }

function FacetGroup({
  query,
  name,
  label,
  values,
}: {
  query: ArchiveSearch
  name: FacetName
  label: string
  values: readonly Value[]
}) {
  const router = useRouter()
  const chosen: readonly string[] = query[name] ?? []
  if (values.length === 0) return null
  return (
    <fieldset className="grid gap-1.5 px-4 py-2.5">
      <legend className="text-ink-2 text-xs">{label}</legend>
      {values.map(({ id, label: words, count }) => (
        <div key={id} className="flex items-center justify-between gap-2">
          <Checkbox
            checked={chosen.includes(id)}
            onChange={() =>
              router.push(archivesPath(query, { [name]: toggled(chosen, id) }), { scroll: false })
            }
          >
            {words}
          </Checkbox>
          <span className="tn text-ink-2 text-xs">{formatCount(count)}</span>
        </div>
      ))}
    </fieldset>
  )
}
