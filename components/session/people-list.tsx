'use client'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useId, useMemo, useRef } from 'react'
import { useHeldRows } from '#components/live/use-held-rows.ts'
import { useHold } from '#components/live/use-hold.ts'
import { formatCount } from '#components/ui/format.ts'
import { useNow } from '#components/ui/use-now.ts'
import type { PeopleGroups, Person } from './group-people.ts'
import { PersonRow } from './person-row.tsx'
import { concerns, outcomeFor, prominence, type ShownAction } from './shown-action.ts'
import { WaitingRows } from './waiting-rows.tsx'

export type PeopleListProps = {
  groups: PeopleGroups
  chosen: string | null
  onChoose: (person: Person) => void
  /** The reader's own watching connections. */
  own: ReadonlySet<string>
  isMuted: (person: Person) => boolean
  actions: readonly ShownAction[]
  phone: boolean
  /** Another filter or order is another list: shown at once. */
  listKey: string
}

type Item = { key: string; height: number } & (
  | { heading: string }
  | { person: Person; last: ShownAction | null }
)

const HEADING = 30

/** Everyone in the session, by what they do. One tab stop; arrows, j and k move; only what is in sight is drawn. */
export function PeopleList(props: PeopleListProps) {
  const { groups, chosen, onChoose, actions, phone } = props
  const listId = useId()
  const box = useRef<HTMLDivElement>(null)
  const now = useNow(10_000)
  const fresh = useMemo(
    () => itemsOf(groups, { chosen, actions, phone, now }),
    [groups, chosen, actions, phone, now],
  )
  const { items, waiting, letIn, handlers } = useHeldItems(fresh, props.listKey)
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => box.current,
    estimateSize: (index) => items[index]?.height ?? 0,
    getItemKey: (index) => items[index]?.key ?? index,
    overscan: 8,
    initialRect: { width: 312, height: 800 },
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: heights are known beforehand and change with the items.
  useEffect(() => rows.measure(), [items])
  const chosenIndex = items.findIndex((item) => item.key === chosen)
  useEffect(() => {
    if (chosenIndex >= 0) rows.scrollToIndex(chosenIndex, { align: 'auto' })
  }, [chosenIndex, rows])
  return (
    <div className="relative min-h-0 flex-1" {...handlers}>
      <WaitingRows waiting={waiting} onLetIn={letIn} />
      <div
        ref={box}
        role="listbox"
        tabIndex={0}
        aria-label="People"
        aria-activedescendant={chosenIndex >= 0 ? `${listId}-${chosen}` : undefined}
        className="h-full overflow-y-auto outline-offset-[-2px]!"
      >
        <div role="presentation" className="relative w-full" style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((row) => {
            const item = items[row.index]
            if (!item) return null
            return (
              <div
                key={row.key}
                role="presentation"
                className="absolute inset-x-0 top-0"
                style={{ height: item.height, transform: `translateY(${row.start}px)` }}
              >
                {'heading' in item ? (
                  <Heading text={item.heading} first={row.index === 0} />
                ) : (
                  <PersonRow
                    id={`${listId}-${item.person.id}`}
                    person={item.person}
                    chosen={item.person.id === chosen}
                    mine={props.own.has(item.person.id)}
                    muted={props.isMuted(item.person)}
                    last={item.last}
                    onChoose={() => {
                      box.current?.focus({ preventScroll: true })
                      onChoose(item.person)
                    }}
                  />
                )}
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}

/** Rows stay where they are while a hand is in the list; who left meanwhile is struck, who came is counted. */
function useHeldItems(fresh: readonly Item[], listKey: string) {
  const { held, handlers } = useHold()
  const last = useRef(new Map<string, Item>())
  for (const item of fresh) last.current.set(item.key, item)
  const { ids, waiting, letIn } = useHeldRows({ key: listKey, ids: fresh.map(({ key }) => key) }, held)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what `last` holds changes with `fresh`.
  const items = useMemo(() => ids.flatMap((id) => last.current.get(id) ?? []), [ids, fresh])
  return { items, waiting, letIn, handlers }
}

function Heading({ text, first }: { text: string; first: boolean }) {
  return (
    <div
      role="presentation"
      className={`flex h-full items-end px-3.5 pb-1.5 text-[0.71875rem] text-ink-3 leading-4 ${first ? '' : 'border-t'}`}
    >
      <span className="flex-1">{text}</span>
      {first && <span>Connected</span>}
    </div>
  )
}

const GROUPS = [
  ['publishers', 'Publishers'],
  ['subscribers', 'Subscribers'],
  ['watchers', 'Watching'],
  ['left', 'Left just now'],
] as const

type Drawn = { chosen: string | null; actions: readonly ShownAction[]; phone: boolean; now: number }

function itemsOf(groups: PeopleGroups, drawn: Drawn): Item[] {
  return GROUPS.flatMap(([group, title]): Item[] => {
    const people = groups[group]
    if (people.length === 0) return []
    const heading = { key: group, height: HEADING, heading: `${title}, ${formatCount(people.length)}` }
    return [heading, ...people.map((person) => itemOf(person, drawn))]
  })
}

function itemOf(person: Person, { chosen, actions, phone, now }: Drawn): Item {
  const last = actions.find((action) => !action.dismissed && concerns(action, person)) ?? null
  const said = last !== null && prominence(outcomeFor(last, person), now) !== 'gone'
  return { key: person.id, height: heightOf(person, said || person.id === chosen, phone), person, last }
}

function heightOf(person: Person, twoLines: boolean, phone: boolean): number {
  if (phone) return twoLines ? 60 : 52
  if (twoLines) return 52
  return person.kind === 'publisher' ? 34 : 32
}
