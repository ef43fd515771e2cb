import { ScrollText } from 'lucide-react'
import Link from 'next/link'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'

/** No entries: none that fit, or none at all. */
export function AuditEmpty({ filtered }: { filtered: boolean }) {
  return (
    <EmptyState
      icon={<ScrollText aria-hidden="true" />}
      title={filtered ? 'No entry fits' : 'No entries yet'}
      actions={
        filtered && (
          <Button asChild>
            <Link href="/audit">Show all entries</Link>
          </Button>
        )
      }
    >
      {filtered
        ? 'Nothing on the record fits what you look for, as far as it was searched.'
        : 'Whatever people do here, and whatever they are refused, is written down and shown in this place.'}
    </EmptyState>
  )
}
