import { visibleText } from '#components/ui/visible-text.ts'

/** Names as the filters of the page have them; others are shown as they stand in the address. */
const LABELS: Partial<Record<string, string>> = {
  person: 'Person',
  action: 'Action',
  project: 'Project',
  phase: 'Outcome',
  outcome: 'Outcome',
  from: 'From',
  to: 'To',
  subject: 'On',
  text: 'Find in reasons',
  before: 'Older entries',
  entry: 'Entry',
}

/** What the address asked for and the list does not heed: whoever kept or typed it would take the list for another. */
export function LeftOutNote({ names }: { names: readonly string[] }) {
  if (names.length === 0) return null
  const told = names
    .slice(0, 5)
    .map((name) => visibleText(Object.hasOwn(LABELS, name) ? (LABELS[name] ?? name) : name, 40))
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
