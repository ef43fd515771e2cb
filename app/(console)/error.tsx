'use client'
import { TopBar } from '#components/shell/top-bar.tsx'
import { type Failure, PageFailed } from '#components/ui/page-failed.tsx'

/** A page of the console broke on the server. */
export default function ConsolePageFailed(failure: Failure) {
  return (
    <>
      <TopBar />
      <main id="content" className="min-h-0 flex-1">
        <PageFailed {...failure}>
          Something it needs did not answer. Sessions run on, and nothing was changed.
        </PageFailed>
      </main>
    </>
  )
}
