import { SearchX } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'

/** For addresses that belong to no part of the product. Says nothing about what there is for others. */
export default function NowhereHere() {
  return (
    <main className="grid min-h-dvh place-items-center bg-canvas text-ink">
      <EmptyState
        icon={<SearchX aria-hidden="true" />}
        title="Not found"
        actions={
          <Button asChild variant="primary">
            {/* Not the router's: this page goes along with every other, and would bring it twice. */}
            <a href="/">Go to the start</a>
          </Button>
        }
      >
        There is no page at this address. A link may have been cut when it was copied.
      </EmptyState>
    </main>
  )
}
