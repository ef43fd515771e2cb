'use client'
import { ArrowDownUp, Search, X } from 'lucide-react'
import { Count } from '#components/ui/count.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Input } from '#components/ui/input.tsx'
import { Menu, MenuChoice } from '#components/ui/menu.tsx'
import type { PeopleOrder } from './group-people.ts'
import { PeopleList, type PeopleListProps } from './people-list.tsx'

const ORDERS: Record<PeopleOrder, string> = {
  longest: 'Longest here first',
  newest: 'Newest first',
  name: 'By name',
}

type PanelProps = PeopleListProps & {
  total: number
  filter: string
  onFilter: (filter: string) => void
  order: PeopleOrder
  onOrder: (order: PeopleOrder) => void
  searching: boolean
  onSearching: (searching: boolean) => void
  nobody: boolean
}

/** The people with their head: how many, a filter and an order. */
export function PeoplePanel(props: PanelProps) {
  const { total, filter, onFilter, order, onOrder, searching, onSearching } = props
  const shown = searching || filter !== ''
  const clear = () => {
    onFilter('')
    onSearching(false)
  }
  return (
    <section aria-label="People" className="flex h-full min-h-0 flex-col bg-surface">
      <div className="flex h-11 flex-none items-center gap-2 pr-2 pl-3.5 max-sm:hidden">
        {shown ? (
          <Input
            label="Filter people"
            placeholder="Name"
            value={filter}
            autoFocus={searching}
            icon={<Search aria-hidden="true" />}
            onChange={(event) => onFilter(event.target.value)}
            onKeyDown={(event) => event.key === 'Escape' && clear()}
            className="-ml-1.5 flex-1"
            after={
              <IconButton small label="Clear the filter" onClick={clear}>
                <X aria-hidden="true" className="size-3.5" />
              </IconButton>
            }
          />
        ) : (
          <>
            <h2 className="font-[550]">People</h2>
            <span className="flex-1 text-ink-3">
              <Count value={total} />
            </span>
            <IconButton label="Filter people (/)" onClick={() => onSearching(true)}>
              <Search aria-hidden="true" className="size-3.5" />
            </IconButton>
          </>
        )}
        <Menu
          label="Order of people"
          align="end"
          trigger={
            <IconButton label={`Order: ${ORDERS[order]}`}>
              <ArrowDownUp aria-hidden="true" className="size-3.5" />
            </IconButton>
          }
        >
          {(['longest', 'newest', 'name'] as const).map((id) => (
            <MenuChoice key={id} chosen={id === order} onSelect={() => onOrder(id)}>
              {ORDERS[id]}
            </MenuChoice>
          ))}
        </Menu>
      </div>
      {props.nobody ? (
        <p className="px-4 py-6 text-center text-ink-2">
          {filter === '' ? 'Nobody is connected.' : 'Nobody of that name is here.'}
        </p>
      ) : (
        <PeopleList {...props} />
      )}
    </section>
  )
}
