'use client'
import { useEffect } from 'react'
import { TopBar } from '#components/shell/top-bar.tsx'
import { Button } from '#components/ui/button.tsx'
import { ErrorState } from '#components/ui/error-state.tsx'

/** A page broke on the server. Its words stay there; the reference finds them in the log. */
export default function PageFailed({
  error,
  reset,
}: {
  error: Error & { digest?: string }
  reset: () => void
}) {
  useEffect(() => console.error(error), [error])
  return (
    <>
      <TopBar />
      <main id="content" className="min-h-0 flex-1">
        <ErrorState
          title="This page cannot be shown"
          reference={error.digest}
          actions={
            <Button variant="primary" onClick={reset}>
              Try again
            </Button>
          }
        >
          Something it needs did not answer. Sessions run on, and nothing was changed.
        </ErrorState>
      </main>
    </>
  )
}
