import { Film } from 'lucide-react'
import Link from 'next/link'
import { EmptyState } from '#components/ui/empty-state.tsx'

/** No recording is there, none that may be seen, or none that matches. */
export function ArchivesEmpty({ filtered }: { filtered: boolean }) {
  if (filtered)
    return (
      <EmptyState icon={<Film aria-hidden="true" />} title="Nothing matches">
        Take a filter away, or look for fewer words. <Link href="/archives">Show all recordings</Link>
      </EmptyState>
    )
  return (
    <EmptyState icon={<Film aria-hidden="true" />} title="No recordings">
      Whoever may record starts one on a session’s page. It appears here at once, and plays as soon as it has
      stopped.
    </EmptyState>
  )
}
