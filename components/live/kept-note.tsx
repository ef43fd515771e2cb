'use client'
import { useKeys } from '#components/keys/use-keys.ts'
import { Button } from '#components/ui/button.tsx'
import { formatCount } from '#components/ui/format.ts'
import { Key } from '#components/ui/key.tsx'

/** How many rows wait while a hand is in the list, and how to let them in. Nothing when none does. */
export function KeptNote({
  waiting,
  what,
  group,
  letIn,
}: {
  waiting: number
  /** As in "Let new … in". */
  what: string
  group: string
  letIn: () => void
}) {
  useKeys([{ keys: '.', label: `Let new ${what} in`, group, run: letIn }], waiting > 0)
  if (waiting === 0) return null
  return (
    <p className="tn flex items-center gap-2 border-b px-4 py-1 text-ink-2 text-xs">
      {formatCount(waiting)} new, held while you point
      <Button size="sm" onClick={letIn}>
        Show <Key>.</Key>
      </Button>
    </p>
  )
}
