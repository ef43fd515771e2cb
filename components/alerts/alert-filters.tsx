'use client'
import { useRouter } from 'next/navigation'
import { useConsole } from '#components/shell/console-context.tsx'
import { Button } from '#components/ui/button.tsx'
import { FilterChip } from '#components/ui/filter-chip.tsx'
import { Menu, MenuChoice } from '#components/ui/menu.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import { ALERT_WORDS } from '#lib/alerts/alert-words.ts'
import type { AlertKind, AlertQuery } from '#lib/alerts/model.ts'
import { alertsPath } from './alerts-path.ts'

const KINDS = Object.keys(ALERT_WORDS) as AlertKind[] // the keys of the record, by its type

/** Which alerts are shown; all of it stands in the address. */
export function AlertFilters({ query }: { query: AlertQuery }) {
  const router = useRouter()
  const { projects } = useConsole()
  const change = (changed: Parameters<typeof alertsPath>[1]) => router.push(alertsPath(query, changed))
  const project = projects.find(({ id }) => id === query.project)
  return (
    <>
      <FilterChip
        on={query.level === 'urgent'}
        onToggle={() => change({ level: query.level === 'urgent' ? undefined : 'urgent' })}
      >
        Urgent
      </FilterChip>
      {query.kind ? (
        <FilterChip on onToggle={() => change({ kind: undefined })}>
          {ALERT_WORDS[query.kind].short}
        </FilterChip>
      ) : (
        <Menu label="Kind" trigger={<Button className="flex-none">Kind</Button>}>
          {KINDS.map((kind) => (
            <MenuChoice key={kind} chosen={false} onSelect={() => change({ kind })}>
              {ALERT_WORDS[kind].short}
            </MenuChoice>
          ))}
        </Menu>
      )}
      {query.project && (
        <FilterChip on onToggle={() => change({ project: undefined })}>
          {project ? visibleText(project.name, 40) : 'One project'}
        </FilterChip>
      )}
      {!query.project && projects.length > 1 && (
        <Menu label="Project" trigger={<Button className="flex-none">Project</Button>}>
          {projects.map(({ id, name }) => (
            <MenuChoice key={id} chosen={false} onSelect={() => change({ project: id })}>
              {visibleText(name, 60)}
            </MenuChoice>
          ))}
        </Menu>
      )}
    </>
  )
}
