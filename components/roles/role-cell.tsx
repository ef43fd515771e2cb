'use client'
import { Check, Lock, Minus, Plus } from 'lucide-react'
import type { Cell } from './role-draft.ts'

const WORDS: Record<Cell, string> = {
  held: 'Held',
  'not-held': 'Not held',
  added: 'Added',
  taken: 'Removed',
  locked: 'Locked, not held',
  'locked-held': 'Locked, held',
}

/** One permission of one role: a sign with its word; a button in the column that is being edited. */
export function RoleCell({ cell, label, onToggle }: { cell: Cell; label: string; onToggle?: () => void }) {
  const locked = cell === 'locked' || cell === 'locked-held'
  if (!onToggle || locked)
    return (
      <span className="grid h-7 place-items-center" title={WORDS[cell]}>
        <Sign cell={cell} />
        <span className="sr-only">{WORDS[cell]}</span>
      </span>
    )
  return (
    <button
      type="button"
      aria-pressed={cell === 'held' || cell === 'added'}
      aria-label={label}
      onClick={onToggle}
      className="mx-auto flex h-7 min-w-14 items-center justify-center gap-1 rounded-md px-1.5 text-xs hover:bg-line-2"
    >
      <Sign cell={cell} />
      {cell === 'added' && 'Added'}
      {cell === 'taken' && 'Removed'}
    </button>
  )
}

function Sign({ cell }: { cell: Cell }) {
  switch (cell) {
    case 'held':
      return <Check aria-hidden="true" className="size-4" />
    case 'not-held':
      return (
        <span aria-hidden="true" className="text-ink-3">
          ·
        </span>
      )
    case 'added':
      return <Plus aria-hidden="true" className="size-3.5 text-asked" />
    case 'taken':
      return <Minus aria-hidden="true" className="size-3.5 text-alert" />
    case 'locked':
      return <Lock aria-hidden="true" className="size-3.5 text-ink-3" />
    case 'locked-held':
      return <Check aria-hidden="true" className="size-4 text-ink-3" />
  }
}
