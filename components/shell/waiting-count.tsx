import { clsx } from 'clsx'
import { formatCount } from '#components/ui/format.ts'

type Waiting = { count: number } | null

/** The name of the place, with what waits there for the reader. */
export function requestsLabel(waiting: Waiting): string {
  return waiting && waiting.count > 0
    ? `Requests, ${formatCount(waiting.count)} for you to answer`
    : 'Requests'
}

/** How many requests wait for the reader, on the corner of the place's icon. */
export function WaitingCount({ waiting, className }: { waiting: Waiting; className: string }) {
  if (!waiting || waiting.count === 0) return null
  return (
    <span
      aria-hidden="true"
      className={clsx(
        'tn absolute grid h-4 min-w-4 place-items-center rounded-full bg-accent px-1 font-semibold text-2xs text-ink-inv leading-none',
        className,
      )}
    >
      {waiting.count > 99 ? '99+' : waiting.count}
    </span>
  )
}
