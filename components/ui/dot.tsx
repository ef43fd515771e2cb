import { clsx } from 'clsx'

/** A dot in the current colour. Decoration beside a word, never alone. */
export function Dot({ className }: { className?: string }) {
  return <span aria-hidden="true" className={clsx('size-1.5 flex-none rounded-full bg-current', className)} />
}
