'use client'
import { Search } from 'lucide-react'
import { useRef, useState } from 'react'
import { useKeys } from '#components/keys/use-keys.ts'
import { Input } from './input.tsx'

/** Words to look for, by `/` and Enter. */
export function TextFilter({
  text,
  label,
  group,
  className = 'w-48',
  onChange,
}: {
  text: string
  label: string
  /** Under which head of all keys `/` stands. */
  group: string
  className?: string
  onChange: (text: string) => void
}) {
  const [typed, setTyped] = useState(text)
  const field = useRef<HTMLInputElement>(null)
  useKeys([{ keys: '/', label, group, run: () => field.current?.focus() }])
  return (
    <search className="flex-none">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          onChange(typed.trim())
        }}
      >
        <Input
          ref={field}
          label={label}
          placeholder={label}
          maxLength={120}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
          onKeyDown={({ key, currentTarget }) => key === 'Escape' && currentTarget.blur()}
          icon={<Search aria-hidden="true" className="text-ink-2" />}
          className={className}
        />
      </form>
    </search>
  )
}
