import { LiveSkeleton } from '#components/live/live-skeleton.tsx'
import { TopBar } from '#components/shell/top-bar.tsx'

export default function Loading() {
  return (
    <>
      <TopBar />
      <main id="content" className="flex min-h-0 flex-1 flex-col">
        <LiveSkeleton />
      </main>
    </>
  )
}
