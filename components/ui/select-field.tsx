'use client'
import { clsx } from 'clsx'
import { type ReactNode, useId } from 'react'
import { FIELD } from './input.tsx'

/** One of many, under its own name: the browser's own list, which every hand and every reader knows. */
export function SelectField({
  label,
  value,
  onChange,
  options,
  hint,
}: {
  label: string
  value: string
  onChange: (value: string) => void
  options: readonly { value: string; label: string; disabled?: boolean }[]
  hint?: ReactNode
}) {
  const id = useId()
  return (
    <div className="grid min-w-0 grid-cols-1 gap-1">
      <label htmlFor={id} className="font-medium text-xs">
        {label}
      </label>
      <select
        id={id}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        className={clsx(FIELD, 'h-8 min-w-0 px-2 pointer-coarse:h-(--control)')}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
      {hint !== undefined && <p className="text-ink-3 text-xs">{hint}</p>}
    </div>
  )
}
