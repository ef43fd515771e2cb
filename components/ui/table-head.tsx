import { clsx } from 'clsx'
import type { ComponentProps, ReactNode } from 'react'

/** The names of a table's columns: stays in sight while the rows scroll; on a phone only for who hears it. */
export function TableHead({ children }: { children: ReactNode }) {
  return (
    <thead className="sticky top-0 z-10 bg-surface shadow-[0_1px_0_var(--color-line)] max-sm:sr-only">
      <tr>{children}</tr>
    </thead>
  )
}

export function ColumnHead({ className, ...rest }: ComponentProps<'th'>) {
  return (
    <th
      scope="col"
      className={clsx('h-8 px-2 text-left font-[450] text-ink-2 text-xs first:pl-4 last:pr-4', className)}
      {...rest}
    />
  )
}
