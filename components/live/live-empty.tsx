import { ListFilter, Radio } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'

/** Nothing is live; or nothing that is asked for. */
export function LiveEmpty({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  if (filtered) {
    return (
      <EmptyState
        icon={<ListFilter aria-hidden="true" />}
        title="Nothing live matches"
        actions={<Button onClick={onClear}>Clear the filters</Button>}
      >
        Sessions are live, but none with these filters.
      </EmptyState>
    )
  }
  return (
    <EmptyState icon={<Radio aria-hidden="true" />} title="No live sessions">
      They appear by themselves as soon as the callbacks of a project reach Gavel.
    </EmptyState>
  )
}
