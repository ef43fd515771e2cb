'use client'
import { useKeys } from '../keys/use-keys.ts'

type LiveKeys = {
  onMove: (step: number) => void
  onMark: () => void
  onOpen: () => void
  onFilter: () => void
  onInspector: () => void
  onLetIn: () => void
}

/** Keys of the Live page. */
export function useLiveKeys({ onMove, onMark, onOpen, onFilter, onInspector, onLetIn }: LiveKeys): void {
  const group = 'Live'
  useKeys([
    { keys: 'j', label: 'Next session', group, repeats: true, run: () => onMove(1) },
    { keys: 'k', label: 'Previous session', group, repeats: true, run: () => onMove(-1) },
    { keys: 'x', label: 'Select, or no longer', group, run: onMark },
    { keys: 'Enter', label: 'Open the session', group, run: onOpen },
    { keys: '/', label: 'Filter', group, run: onFilter },
    { keys: '.', label: 'Let rows in', group, run: onLetIn },
    { keys: 'i', label: 'Panel of the chosen session', group, run: onInspector },
  ])
}
