'use client'
import * as Radix from 'radix-ui/toggle-group'
import type { ReactNode } from 'react'

type Segment<Id extends string> = { id: Id; label: ReactNode }

/** One of a few, all in sight; takes effect at once. */
export function Segmented<Id extends string>({
  label,
  segments,
  chosen,
  onChoose,
}: {
  label: string
  segments: readonly Segment<Id>[]
  chosen: Id
  onChoose: (id: Id) => void
}) {
  const choose = (value: string) => {
    const segment = segments.find(({ id }) => id === value)
    if (segment) onChoose(segment.id)
  }
  return (
    <Radix.Root
      type="single"
      aria-label={label}
      value={chosen}
      onValueChange={choose}
      className="inline-flex gap-0.5 rounded-[7px] bg-raised p-0.5"
    >
      {segments.map((segment) => (
        <Radix.Item
          key={segment.id}
          value={segment.id}
          className="inline-flex h-6 pointer-coarse:h-10 items-center gap-1.5 rounded-[5px] px-2 font-medium text-ink-2 text-xs data-[state=on]:bg-line-2 data-[state=on]:text-ink"
        >
          {segment.label}
        </Radix.Item>
      ))}
    </Radix.Root>
  )
}
