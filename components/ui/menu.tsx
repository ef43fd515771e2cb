'use client'
import { clsx } from 'clsx'
import { Slot } from 'radix-ui/slot'
import { type ComponentType, createContext, type ReactNode, useContext, useState } from 'react'
import type { MenuParts, MenuPopupProps } from './menu-popup.tsx'

const ITEM =
  'flex h-8 pointer-coarse:h-11 cursor-default items-center gap-2.5 rounded-md px-2 text-sm text-ink outline-none select-none data-[disabled]:text-ink-3 data-[highlighted]:bg-line-2 [&>svg]:size-4 [&>svg]:flex-none [&>svg]:text-ink-2'

/** What a menu is made of, once it is loaded: nothing of it is drawn before. */
export const MenuPartsContext = createContext<MenuParts | null>(null)

type MenuProps = Omit<MenuPopupProps, 'children'> & { children: ReactNode }

/**
 * A menu on a button, `trigger`. What opens and places it is as large as a whole page, so it is fetched when somebody comes
 * near the button, and takes the button over at the first click.
 */
export function Menu({ children, ...props }: MenuProps) {
  const [Popup, setPopup] = useState<ComponentType<MenuPopupProps> | null>(null)
  const fetchPopup = () => import('./menu-popup.tsx')
  if (Popup) return <Popup {...props}>{children}</Popup>
  return (
    <Slot
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={() => void fetchPopup()}
      onFocus={() => void fetchPopup()}
      onClick={() => void fetchPopup().then(({ MenuPopup }) => setPopup(() => MenuPopup))}
    >
      {props.trigger}
    </Slot>
  )
}

type ItemProps = {
  onSelect: () => void
  disabled?: boolean
  className?: string
  children: ReactNode
}

export function MenuItem({ className, ...rest }: ItemProps) {
  const { Item } = useParts()
  return <Item className={clsx(ITEM, className)} {...rest} />
}

/** One of several, the chosen one marked. */
export function MenuChoice({ chosen, children, ...rest }: ItemProps & { chosen: boolean }) {
  const { Item } = useParts()
  return (
    <Item role="menuitemradio" aria-checked={chosen} className={ITEM} {...rest}>
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {chosen && <span aria-hidden="true" className="size-1.5 rounded-full bg-accent" />}
    </Item>
  )
}

export function MenuLabel({ children }: { children: ReactNode }) {
  const { Label } = useParts()
  return <Label className="px-2 pt-2 pb-1 text-ink-2 text-xs">{children}</Label>
}

export function MenuSeparator() {
  const { Separator } = useParts()
  return <Separator className="-mx-1 my-1 h-px bg-line-2" />
}

function useParts(): MenuParts {
  const parts = useContext(MenuPartsContext)
  if (!parts) throw new Error('Part of a menu outside of a menu')
  return parts
}
