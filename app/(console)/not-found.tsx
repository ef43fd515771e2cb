import { SearchX } from 'lucide-react'
import Link from 'next/link'
import { TopBar } from '#components/shell/top-bar.tsx'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'

/** What is not there and what may not be seen look the same. */
export default function NotFound() {
  return (
    <>
      <TopBar />
      <main id="content" className="min-h-0 flex-1">
        <EmptyState
          icon={<SearchX aria-hidden="true" />}
          title="Not found"
          actions={
            <Button asChild variant="primary">
              <Link href="/live">Go to Live</Link>
            </Button>
          }
        >
          There is nothing here, or you may not see it.
        </EmptyState>
      </main>
    </>
  )
}
