'use client'
import { clsx } from 'clsx'
import * as Radix from 'radix-ui/dropdown-menu'
import type { ComponentProps, ReactNode } from 'react'

const ITEM =
  'flex h-8 pointer-coarse:h-11 cursor-default items-center gap-2.5 rounded-md px-2 text-sm text-ink outline-none select-none data-[disabled]:text-ink-3 data-[highlighted]:bg-line-2 [&>svg]:size-4 [&>svg]:flex-none [&>svg]:text-ink-2'

/** A menu on a button. `trigger` is that button. */
export function Menu({
  trigger,
  children,
  side = 'bottom',
  align = 'start',
  label,
}: {
  trigger: ReactNode
  children: ReactNode
  side?: 'bottom' | 'right' | 'top'
  align?: 'start' | 'end'
  label: string
}) {
  return (
    <Radix.Root>
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
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

export function MenuItem({ className, ...rest }: ComponentProps<typeof Radix.Item>) {
  return <Radix.Item className={clsx(ITEM, className)} {...rest} />
}

/** One of several, the chosen one marked. */
export function MenuChoice({
  chosen,
  children,
  ...rest
}: ComponentProps<typeof Radix.Item> & { chosen: boolean }) {
  return (
    <Radix.Item role="menuitemradio" aria-checked={chosen} className={ITEM} {...rest}>
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {chosen && <span aria-hidden="true" className="size-1.5 rounded-full bg-accent" />}
    </Radix.Item>
  )
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2 pt-2 pb-1 text-ink-2 text-xs">{children}</Radix.Label>
}

export function MenuSeparator() {
  return <Radix.Separator className="-mx-1 my-1 h-px bg-line-2" />
}
