'use client'
import { Button } from './button.tsx'
import { FilterChip } from './filter-chip.tsx'
import { Menu, MenuChoice } from './menu.tsx'
import { visibleText } from './visible-text.ts'

/** One of several things to filter by; chosen, it is a chip that takes itself away. */
export function ChoiceFilter({
  label,
  choices,
  chosen,
  onChange,
}: {
  label: string
  choices: readonly { id: string; name: string; count?: number | undefined }[]
  chosen: string | undefined
  onChange: (id: string | undefined) => void
}) {
  if (chosen !== undefined)
    return (
      <FilterChip on onToggle={() => onChange(undefined)}>
        <span className="sr-only">{label}: </span>
        {visibleText(choices.find(({ id }) => id === chosen)?.name ?? chosen, 40)}
      </FilterChip>
    )
  return (
    <Menu label={label} trigger={<Button className="flex-none">{label}</Button>}>
      {choices.map(({ id, name, count }) => (
        <MenuChoice key={id} chosen={false} onSelect={() => onChange(id)}>
          {visibleText(name, 60)}
          {count !== undefined && (
            <span className="tn ml-auto pl-4 text-ink-2">{count.toLocaleString('en')}</span>
          )}
        </MenuChoice>
      ))}
    </Menu>
  )
}
