'use client'
import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'

/** Sends the form, and says that it is on its way. */
export function SubmitButton({
  pending = false,
  variant = 'primary',
  children,
}: {
  pending?: boolean
  variant?: 'primary' | 'neutral'
  children: ReactNode
}) {
  return (
    <Button
      type="submit"
      variant={variant}
      size="lg"
      className="mt-1 w-full aria-disabled:opacity-60"
      aria-disabled={pending}
      onClick={(event) => pending && event.preventDefault()}
    >
      {pending ? 'One moment…' : children}
    </Button>
  )
}
