'use client'
import { type Failure, PageFailed } from '#components/ui/page-failed.tsx'

/** A page outside the console broke on the server: signing in, setting up, an invite. */
export default function EntryPageFailed(failure: Failure) {
  return (
    <main className="grid min-h-dvh place-items-center bg-canvas text-ink">
      <PageFailed {...failure}>Something it needs did not answer. Wait a moment, then try again.</PageFailed>
    </main>
  )
}
