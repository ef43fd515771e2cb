'use client'
import { clsx } from 'clsx'
import { type ComponentProps, type ReactNode, useId } from 'react'
import { FIELD } from './input.tsx'

/** A line of text under its own name, as forms and dialogs have it; `hint` says what is expected. */
export function Field({
  label,
  hint,
  className,
  ...rest
}: ComponentProps<'input'> & { label: string; hint?: ReactNode }) {
  const id = useId()
  return (
    <div className={clsx('grid grid-cols-1 gap-1', className)}>
      <label htmlFor={id} className="font-medium text-xs">
        {label}
      </label>
      <span className={clsx(FIELD, 'flex h-8 items-center px-2.5 pointer-coarse:h-(--control)')}>
        <input
          id={id}
          className="min-w-0 flex-1 bg-transparent outline-none"
          {...(hint !== undefined && { 'aria-describedby': `${id}-hint` })}
          {...rest}
        />
      </span>
      {hint !== undefined && (
        <p id={`${id}-hint`} className="text-ink-3 text-xs">
          {hint}
        </p>
      )}
    </div>
  )
}

/** What went wrong with a form, said once and read out. */
export function FormProblem({ children }: { children: ReactNode }) {
  if (!children) return null
  return (
    <p role="alert" className="text-failed text-xs">
      {children}
    </p>
  )
}
