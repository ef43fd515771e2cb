import { clsx } from 'clsx'
import type { ReactNode } from 'react'

export type Tone =
  | 'plain'
  | 'line'
  | 'live'
  | 'asked'
  | 'confirmed'
  | 'failed'
  | 'recording'
  | 'alert'
  | 'stale'

const TONE: Record<Tone, string> = {
  plain: 'text-ink-2 bg-raised',
  line: 'text-ink-2 ring-1 ring-inset ring-line-2',
  live: 'text-live bg-live-bg',
  asked: 'text-asked bg-asked-bg',
  confirmed: 'text-confirmed bg-confirmed-bg',
  failed: 'text-failed bg-failed-bg',
  recording: 'text-recording bg-recording-bg',
  alert: 'text-alert bg-alert-bg',
  stale: 'text-stale bg-stale-bg ring-1 ring-inset ring-stale/30',
}

/** A state in hue, icon and word; never in hue alone. */
export function Badge({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span
      data-chip=""
      className={clsx(
        'tn inline-flex h-5 align-middle items-center gap-[5px] whitespace-nowrap rounded-sm px-1.5 font-medium text-[0.71875rem] leading-none [&>svg]:size-3 [&>svg]:flex-none',
        TONE[tone],
      )}
    >
      {children}
    </span>
  )
}
