import { clsx } from 'clsx'
import { COLUMNS, GRID } from './columns.ts'

const ROWS = Array.from({ length: 12 }, (_, row) => row)
const BAR = 'h-2.5 rounded-sm bg-raised'

/** The Live page before it is there: its final geometry, still, and only when it lasts. */
export function LiveSkeleton() {
  return (
    <div aria-busy="true" className="after-150 flex min-h-0 flex-1 flex-col overflow-hidden">
      <p className="sr-only">Loading what is live</p>
      <div className="h-[85px] flex-none border-b bg-surface max-sm:hidden" />
      <div className="h-12 flex-none border-b" />
      <div className="min-h-0 flex-1 overflow-hidden bg-surface">
        <div className={clsx(GRID, 'h-8 items-center border-b text-ink-2 text-xs max-sm:hidden')}>
          {COLUMNS.map(({ key, label, end }) => (
            <span key={key} className={clsx(end && 'text-right')}>
              {label}
            </span>
          ))}
        </div>
        {ROWS.map((row) => (
          <div
            key={row}
            className={clsx(GRID, 'h-(--row) items-center border-b max-sm:grid-cols-[1fr_48px]')}
            style={{ opacity: 1 - row / ROWS.length }}
          >
            <span className={BAR} style={{ width: `${90 - ((row * 37) % 50)}%` }} />
            {COLUMNS.slice(1).map(({ key }) => (
              <span key={key} className={clsx(BAR, 'max-sm:nth-[n+3]:hidden')} />
            ))}
          </div>
        ))}
      </div>
    </div>
  )
}
