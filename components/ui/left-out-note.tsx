import { visibleText } from './visible-text.ts'

/** What the address asked for and the list does not heed: whoever kept or typed it would take the list for another. */
export function LeftOutNote({
  names,
  labels,
}: {
  names: readonly string[]
  /** Names as the filters of the page have them; others are shown as they stand in the address. */
  labels: Partial<Record<string, string>>
}) {
  if (names.length === 0) return null
  const told = names
    .slice(0, 5)
    .map((name) => visibleText(Object.hasOwn(labels, name) ? (labels[name] ?? name) : name, 40))
  return (
    <p role="status" className="border-b px-4 py-2 text-failed text-xs">
      {names.length === 1
        ? 'This filter is not known and was left out: '
        : 'These filters are not known and were left out: '}
      {told.join(', ')}
      {names.length > told.length && ' and more'}
    </p>
  )
}
