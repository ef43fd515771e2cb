'use client'
import * as Radix from 'radix-ui/dropdown-menu'
import type { ReactNode } from 'react'
import { MenuPartsContext } from './menu.tsx'

export type MenuPopupProps = {
  trigger: ReactNode
  children: ReactNode
  label: string
  side?: 'bottom' | 'right' | 'top'
  align?: 'start' | 'end'
}

const PARTS = { Item: Radix.Item, Label: Radix.Label, Separator: Radix.Separator }
export type MenuParts = typeof PARTS

/** The menu itself, opened as it comes. Loaded by `Menu`; not for other use. */
export function MenuPopup({ trigger, children, label, side = 'bottom', align = 'start' }: MenuPopupProps) {
  return (
    <Radix.Root defaultOpen>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          side={side}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className="enter z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-52 max-w-80 overflow-y-auto rounded-lg bg-overlay p-1 shadow-menu"
        >
          <MenuPartsContext value={PARTS}>{children}</MenuPartsContext>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
