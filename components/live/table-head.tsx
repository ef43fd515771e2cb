'use client'
import { clsx } from 'clsx'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { GRID_ROLES } from '#components/ui/grid-roles.ts'
import { GridRow } from '#components/ui/grid-row.tsx'
import { COLUMNS, type Column, GRID } from './columns.ts'
import { nextSort, type Sort } from './live-query.ts'

/** The heads of the columns; each sorts by its own. */
export function TableHead({ sort, onSort }: { sort: Sort; onSort: (sort: Sort) => void }) {
  return (
    <div {...GRID_ROLES.group} className="sticky top-0 z-10 bg-surface max-sm:sr-only">
      <GridRow position={1} className={clsx(GRID, 'h-8 items-center border-b text-ink-2 text-xs')}>
        {COLUMNS.map((column) => (
          <HeadCell key={column.key} column={column} sort={sort} onSort={onSort} />
        ))}
      </GridRow>
    </div>
  )
}

function HeadCell({ column, sort, onSort }: { column: Column; sort: Sort; onSort: (sort: Sort) => void }) {
  const sorted = sort.key === column.key
  const order = sorted ? (sort.descending ? 'descending' : 'ascending') : 'none'
  const Arrow = sort.descending ? ArrowDown : ArrowUp
  return (
    <span
      {...{ ...GRID_ROLES.head, 'aria-sort': order }}
      className={clsx(
        column.end && 'text-right',
        column.key === 'name' && 'pl-[15px]',
        column.key === 'archive' && 'pl-2',
      )}
    >
      <button
        type="button"
        title={column.title}
        onClick={() => onSort(nextSort(sort, column.key))}
        className={clsx('hit-24 inline-flex items-center gap-1 hover:text-ink', sorted && 'text-ink')}
      >
        {column.end && sorted && <Arrow aria-hidden="true" className="size-3" />}
        {column.label}
        {!column.end && sorted && <Arrow aria-hidden="true" className="size-3" />}
      </button>
    </span>
  )
}
