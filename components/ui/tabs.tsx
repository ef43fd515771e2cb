'use client'
import * as Radix from 'radix-ui/tabs'
import type { ReactNode } from 'react'
import { Count } from './count.tsx'

type Tab<Id extends string> = { id: Id; label: string; count?: number; panel: ReactNode }

/** Several views of one thing, one at a time. */
export function Tabs<Id extends string>({
  label,
  tabs,
  chosen,
  onChoose,
}: {
  label: string
  tabs: readonly Tab<Id>[]
  chosen: Id
  onChoose: (id: Id) => void
}) {
  const choose = (value: string) => {
    const tab = tabs.find(({ id }) => id === value)
    if (tab) onChoose(tab.id)
  }
  return (
    <Radix.Root value={chosen} onValueChange={choose} className="flex h-full min-h-0 flex-col">
      <Radix.List aria-label={label} className="flex flex-none gap-4 border-b px-4">
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.id}
            value={tab.id}
            className="-mb-px inline-flex h-10 items-center gap-1.5 border-transparent border-b-2 font-medium text-ink-2 text-sm data-[state=active]:border-ink data-[state=active]:text-ink"
          >
            {tab.label}
            {tab.count !== undefined && (
              <span className="font-normal text-ink-2">
                <Count value={tab.count} />
              </span>
            )}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content key={tab.id} value={tab.id} className="min-h-0 flex-1 overflow-y-auto">
          {tab.panel}
        </Radix.Content>
      ))}
    </Radix.Root>
  )
}
