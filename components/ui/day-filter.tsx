'use client'

/** A day to filter by, in the reader's zone. */
export function DayFilter({
  label,
  day,
  onChange,
}: {
  label: string
  day: string | undefined
  onChange: (day: string | undefined) => void
}) {
  return (
    <label className="inline-flex flex-none items-center gap-1.5 text-ink-2 text-xs">
      {label}
      <input
        type="date"
        defaultValue={day ?? ''}
        key={day}
        onChange={({ target }) => {
          if (target.value === '' || target.validity.valid) onChange(target.value || undefined)
        }}
        className="h-(--control) rounded-md bg-surface px-1.5 text-ink ring-1 ring-edge ring-inset"
      />
    </label>
  )
}
