'use client'
import { useEffect } from 'react'
import { Button } from '#components/ui/button.tsx'
import { ErrorState } from '#components/ui/error-state.tsx'

/** A page outside the console broke on the server: signing in, setting up, an invite. */
export default function PageFailed({
  error,
  reset,
}: {
  error: Error & { digest?: string }
  reset: () => void
}) {
  useEffect(() => console.error(error), [error])
  return (
    <main className="grid min-h-dvh place-items-center bg-canvas text-ink">
      <ErrorState
        title="This page cannot be shown"
        reference={error.digest}
        actions={
          <Button variant="primary" onClick={reset}>
            Try again
          </Button>
        }
      >
        Something it needs did not answer. Wait a moment, then try again.
      </ErrorState>
    </main>
  )
}
