import { clsx } from 'clsx'
import { formatCount } from '#components/ui/format.ts'
import type { CheckpointsView } from '#lib/record/model.ts'

/** One bar a day: full where the log's head was signed on that day. */
export function CheckpointStrip({ checkpoints: { count, days } }: { checkpoints: CheckpointsView }) {
  return (
    <span className="flex items-center gap-2.5 text-ink-2 text-xs">
      <span aria-hidden="true" className="flex h-4 items-end gap-0.5 max-lg:hidden">
        {days.map((signed, index) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: a day has nothing but its place in the row.
            key={index}
            className={clsx('w-1 rounded-[1px]', signed ? 'h-4 bg-confirmed' : 'h-1.5 bg-line-2')}
          />
        ))}
      </span>
      <span className="tn whitespace-nowrap">
        {formatCount(count)} {count === 1 ? 'checkpoint' : 'checkpoints'}
      </span>
    </span>
  )
}
