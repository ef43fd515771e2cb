import type { Metadata } from 'next'
import { packLines } from '#components/feed/live-line.ts'
import { LivePage } from '#components/live/live-page.tsx'
import { TopBar } from '#components/shell/top-bar.tsx'
import { requireActor, requirePermission } from '#lib/access/require-actor.ts'
import { liveSnapshot } from '#lib/live/queries.ts'
import { recentPeaks } from '#lib/live/recent-peaks.ts'
import { recentTotals } from '#lib/live/recent-totals.ts'

export const metadata: Metadata = { title: 'Live' }

export default async function Page() {
  const actor = await requireActor()
  await requirePermission(actor, 'session.view')
  const [{ samples, ...live }, points, peaks] = await Promise.all([
    liveSnapshot(actor),
    recentTotals(actor),
    recentPeaks(actor),
  ])
  return (
    <>
      <TopBar />
      <main id="content" tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
        <LivePage start={{ ...live, lines: packLines(samples) }} totals={{ points, peaks }} />
      </main>
    </>
  )
}
