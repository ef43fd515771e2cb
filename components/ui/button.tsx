import { clsx } from 'clsx'
import { Slot } from 'radix-ui/slot'
import type { ComponentProps } from 'react'

export type ButtonVariant = 'neutral' | 'primary' | 'danger' | 'ghost'
export type ButtonSize = 'sm' | 'md' | 'lg'

const VARIANT: Record<ButtonVariant, string> = {
  neutral:
    'bg-raised text-ink ring-1 ring-inset ring-line-2 hover:not-disabled:bg-overlay [&_svg]:text-ink-2',
  primary: 'bg-primary text-ink-inv hover:not-disabled:bg-primary-hover',
  danger: 'bg-danger text-on-danger hover:not-disabled:bg-danger-hover',
  ghost: 'text-ink-2 hover:not-disabled:bg-hover hover:not-disabled:text-ink',
}

const SIZE: Record<ButtonSize, string> = {
  sm: 'h-6 px-2 text-xs pointer-coarse:h-(--control)',
  md: 'h-(--control) px-2.5 text-[0.78125rem]',
  lg: 'h-9 px-3.5 text-sm pointer-coarse:h-(--control)',
}

type ButtonProps = ComponentProps<'button'> & {
  variant?: ButtonVariant
  size?: ButtonSize
  /** Draws its one child (a link) as the button. */
  asChild?: boolean
}

/** A verb. `primary` once on a page at most; `danger` only for what ends something for a person. */
export function Button({
  variant = 'neutral',
  size = 'md',
  asChild = false,
  className,
  ...rest
}: ButtonProps) {
  const Element = asChild ? Slot : 'button'
  return (
    <Element
      {...(asChild ? {} : { type: 'button' as const })}
      data-variant={variant}
      className={clsx(
        'inline-flex items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap transition-colors duration-(--fast)',
        VARIANT[variant],
        SIZE[size],
        className,
      )}
      {...rest}
    />
  )
}
