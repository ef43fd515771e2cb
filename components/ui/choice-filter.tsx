'use client'
import { Button } from './button.tsx'
import { FilterChip } from './filter-chip.tsx'
import { Menu, MenuChoice } from './menu.tsx'
import { visibleText } from './visible-text.ts'

type Choice = { id: string; name: string }

/** A filter of one among many: a menu, and once chosen a chip that takes it away. */
export function ChoiceFilter({
  label,
  choices,
  chosen,
  onChange,
}: {
  label: string
  choices: readonly Choice[]
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
      {choices.map(({ id, name }) => (
        <MenuChoice key={id} chosen={false} onSelect={() => onChange(id)}>
          {visibleText(name, 60)}
        </MenuChoice>
      ))}
    </Menu>
  )
}
