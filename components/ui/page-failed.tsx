'use client'
import { type ReactNode, useEffect } from 'react'
import { Button } from './button.tsx'
import { ErrorState } from './error-state.tsx'

/** What the framework hands to a page that broke on the server: its words stay there, the digest finds them in the log. */
export type Failure = { error: Error & { digest?: string }; reset: () => void }

/** A page that broke, and the way to try again. */
export function PageFailed({ error, reset, children }: Failure & { children: ReactNode }) {
  useEffect(() => console.error(error), [error])
  return (
    <ErrorState
      title="This page cannot be shown"
      reference={error.digest}
      actions={
        <Button variant="primary" onClick={reset}>
          Try again
        </Button>
      }
    >
      {children}
    </ErrorState>
  )
}
