import { clsx } from 'clsx'
import type { ReactNode } from 'react'

type Tone = 'plain' | 'alert' | 'asked' | 'confirmed' | 'failed' | 'recording'

const TONE: Record<Tone, string> = {
  plain: 'text-(--video-ink)',
  alert: 'text-(--video-alert)',
  asked: 'text-(--video-asked)',
  confirmed: 'text-(--video-confirmed)',
  failed: 'text-(--video-failed)',
  recording: 'text-(--video-recording)',
}

/** A word on a picture: the same in both themes, legible over white. */
export function VideoChip({
  tone = 'plain',
  className,
  children,
}: {
  tone?: Tone
  className?: string
  children: ReactNode
}) {
  return (
    <span
      data-chip=""
      className={clsx(
        'tn inline-flex h-[18px] min-w-0 items-center gap-1 whitespace-nowrap rounded-sm bg-(--video-chip) px-1.5 font-medium text-2xs leading-none [&>svg]:size-3 [&>svg]:flex-none',
        TONE[tone],
        className,
      )}
    >
      {children}
    </span>
  )
}
