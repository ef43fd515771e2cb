'use client'
import { Button } from '#components/ui/button.tsx'
import { formatCount } from '#components/ui/format.ts'
import { KeyCaps } from '../keys/key-caps.tsx'

type TableFootProps = {
  range: { first: number; last: number }
  total: number
  marked: number
  onCopyMarked: () => void
  onClearMarked: () => void
}

const HINTS = [
  { keys: ['j', 'k'], does: 'move' },
  { keys: ['x'], does: 'select' },
  { keys: ['i'], does: 'panel' },
  { keys: ['?'], does: 'all keys' },
]

/** Where in the list one is, and what the keys do; with something selected, what can be done with it. */
export function TableFoot({ range, total, marked, onCopyMarked, onClearMarked }: TableFootProps) {
  return (
    <footer className="tn flex h-8 flex-none items-center gap-3.5 border-t bg-surface px-4 text-ink-2 text-xs max-sm:hidden">
      {marked > 0 ? (
        <>
          <span className="text-ink">{formatCount(marked)} selected</span>
          <Button size="sm" variant="ghost" onClick={onCopyMarked}>
            Copy links
          </Button>
          <Button size="sm" variant="ghost" onClick={onClearMarked}>
            Clear
          </Button>
        </>
      ) : (
        <span>
          {range.last > 0 && `${formatCount(range.first)} to ${formatCount(Math.min(range.last, total))} of `}
          {formatCount(total)}
        </span>
      )}
      <span className="flex-1" />
      {HINTS.map(({ keys, does }) => (
        <span key={does} aria-hidden="true" className="inline-flex items-center gap-[5px] max-lg:hidden">
          {keys.map((key) => (
            <KeyCaps key={key} keys={key} />
          ))}
          {does}
        </span>
      ))}
    </footer>
  )
}
