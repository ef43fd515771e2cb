import { Film } from 'lucide-react'
import { EmptyState } from '#components/ui/empty-state.tsx'

/** No recording is there, or none that may be seen. */
export function ArchivesEmpty() {
  return (
    <EmptyState icon={<Film aria-hidden="true" />} title="No recordings">
      Whoever may record starts one on a session’s page. It appears here at once, and plays as soon as it has
      stopped.
    </EmptyState>
  )
}
