import { Film } from 'lucide-react'
import Link from 'next/link'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'

/** No recording is there, none that may be seen, or none that matches. */
export function ArchivesEmpty({ filtered }: { filtered: boolean }) {
  if (filtered)
    return (
      <EmptyState
        icon={<Film aria-hidden="true" />}
        title="No recording matches"
        actions={
          <Button asChild>
            <Link href="/archives">Show all recordings</Link>
          </Button>
        }
      >
        All of what is asked for must be true of one. Take something away, or look for the beginning of a
        word.
      </EmptyState>
    )
  return (
    <EmptyState icon={<Film aria-hidden="true" />} title="No recordings">
      Whoever may record starts one on a session’s page. It appears here at once, and plays as soon as it has
      stopped.
    </EmptyState>
  )
}
