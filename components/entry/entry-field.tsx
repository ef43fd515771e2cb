import type { ComponentProps, ReactNode } from 'react'

type EntryFieldProps = ComponentProps<'input'> & {
  id: string
  label: string
  hint?: string
  after?: ReactNode
}

/** A labelled line of text in a form for people who are not in yet. */
export function EntryField({ label, hint, after, id, ...rest }: EntryFieldProps) {
  const hintId = `${id}-hint`
  return (
    <div className="mb-3.5">
      <label htmlFor={id} className="mb-1 block font-medium text-[12.5px]">
        {label}
      </label>
      <span className="flex h-9 items-center rounded-md bg-surface ring-1 ring-edge ring-inset focus-within:ring-2 focus-within:ring-accent pointer-coarse:h-(--control)">
        <input
          id={id}
          name={id}
          className="h-full min-w-0 flex-1 bg-transparent px-2.5 text-[13.5px] outline-none"
          {...(hint ? { 'aria-describedby': hintId } : {})}
          {...rest}
        />
        {after}
      </span>
      {hint && (
        <p id={hintId} className="mt-1 text-ink-3 text-xs">
          {hint}
        </p>
      )}
    </div>
  )
}
