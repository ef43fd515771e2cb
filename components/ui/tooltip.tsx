'use client'
import * as Radix from 'radix-ui/tooltip'
import type { ReactNode } from 'react'

/** A name shown on hover or focus: never the only place of something that must be known. */
export function Tooltip({
  text,
  children,
  side = 'bottom',
}: {
  text: ReactNode
  children: ReactNode
  side?: 'bottom' | 'right' | 'top'
}) {
  return (
    <Radix.Provider delayDuration={300} skipDelayDuration={200}>
      <Radix.Root>
        <Radix.Trigger asChild>{children}</Radix.Trigger>
        <Radix.Portal>
          <Radix.Content
            side={side}
            sideOffset={6}
            collisionPadding={8}
            className="enter z-50 flex items-center gap-2 rounded-md bg-overlay px-2 py-1 text-ink text-xs shadow-menu"
          >
            {text}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  )
}
