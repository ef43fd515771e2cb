'use client'
import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { EntryField } from './entry-field.tsx'

/** A password, hidden until somebody asks to see what they type. */
export function PasswordField(props: {
  autoComplete: 'current-password' | 'new-password'
  minLength?: number
  hint?: string
  autoFocus?: boolean
  'aria-describedby'?: string | undefined
}) {
  const [shown, setShown] = useState(false)
  const Icon = shown ? EyeOff : Eye
  const look = (
    <button
      type="button"
      className="mr-1 grid size-7 place-items-center rounded-md text-ink-2 hover:text-ink"
      aria-label={shown ? 'Hide the password' : 'Show the password'}
      aria-pressed={shown}
      onClick={() => setShown(!shown)}
    >
      <Icon className="size-3.5" aria-hidden />
    </button>
  )
  return (
    <EntryField
      id="password"
      label="Password"
      type={shown ? 'text' : 'password'}
      required
      maxLength={1024}
      autoCapitalize="off"
      spellCheck={false}
      after={look}
      {...props}
    />
  )
}
