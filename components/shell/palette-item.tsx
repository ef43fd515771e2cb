'use client'
import { Command } from 'cmdk'
import type { ReactNode } from 'react'

/** One thing to go to. `words` are what it is found by; the value only tells it from the others. */
export function PaletteItem({
  value,
  words,
  icon,
  title,
  detail,
  after,
  onSelect,
}: {
  value: string
  words: string[]
  icon: ReactNode
  title: ReactNode
  detail?: ReactNode
  after?: ReactNode
  onSelect: () => void
}) {
  return (
    <Command.Item
      value={value}
      keywords={words}
      onSelect={onSelect}
      className="group flex h-10 items-center gap-3 rounded-lg px-3 pointer-coarse:h-12 data-[selected=true]:bg-line-2"
    >
      <span className="grid w-5 place-items-center text-ink-2 group-data-[selected=true]:text-ink [&>svg]:size-4">
        {icon}
      </span>
      <span className="min-w-0 max-w-[60%] flex-none truncate font-medium">{title}</span>
      <span className="min-w-0 flex-1 truncate text-ink-2">{detail}</span>
      {after}
    </Command.Item>
  )
}
