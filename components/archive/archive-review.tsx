'use client'
import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { useFreshArchives } from '#components/feed/use-fresh-archives.ts'
import { useConsole } from '#components/shell/console-context.tsx'
import type { ArchivePage } from '#lib/archives/model.ts'
import type { ReviewPage } from '#lib/review/model.ts'
import { useKeys } from '../keys/use-keys.ts'
import { ArchiveFacts } from './archive-facts.tsx'
import { ArchiveHeader } from './archive-header.tsx'
import { CompareReviews } from './compare-reviews.tsx'
import { FindingList } from './finding-list.tsx'
import { FinishDialog } from './finish-dialog.tsx'
import { Lanes } from './lanes.tsx'
import { MomentList } from './moment-list.tsx'
import { momentAt, momentBeside, momentsOf } from './moments.ts'
import { Player } from './player.tsx'
import { ReviewsPanel } from './reviews-panel.tsx'
import { useFindings } from './use-findings.ts'
import { useMomentStills } from './use-moment-stills.ts'
import { usePlayback } from './use-playback.ts'
import { usePlayerKeys } from './use-player-keys.ts'
import { ViewingsPanel } from './viewings-panel.tsx'

type ArchiveReviewProps = { page: ArchivePage; review: ReviewPage; panels?: ReactNode }

/** One recording beside what happened in it, what was found, and who looked. */
export function ArchiveReview({ page, review, panels }: ArchiveReviewProps) {
  const { archive } = page
  const { accountId } = useConsole()
  useFreshArchives(page.position, archive.id)
  const playback = usePlayback(archive, review)
  const { player, waveform, thumbnails } = playback
  const { second, seek, loaded } = player
  useSeenOnRecord(loaded)
  const findings = useFindings(archive.id, player)
  const [finishing, setFinishing] = useState(false)
  const moments = useMemo(() => momentsOf(page, accountId), [page, accountId])
  const stills = useMomentStills(moments, thumbnails)
  const step = (side: 1 | -1) => {
    const moment = momentBeside(moments, second, side)
    if (moment) seek(moment.second)
  }
  const reviewing = review.reviews.some(({ mine, state }) => mine && state === 'inReview')
  usePlayerKeys(player, step)
  useKeys(
    [{ keys: 'f', label: 'Write a finding; again, up to here', group: 'Recording', run: findings.mark }],
    review.mayReview,
  )
  useKeys(
    [{ keys: 'shift+Enter', label: 'Finish review', group: 'Recording', run: () => setFinishing(true) }],
    reviewing,
  )
  return (
    <>
      <ArchiveHeader
        archive={archive}
        review={review}
        second={second}
        onFinish={reviewing ? () => setFinishing(true) : null}
      />
      <div className="flex min-h-0 flex-1 max-lg:flex-col max-lg:overflow-y-auto">
        <div className="flex min-h-0 min-w-0 flex-1 flex-col max-lg:flex-none">
          <div className="flex flex-none justify-center p-4 pb-3 max-sm:p-0">
            <Player archive={archive} playback={playback} watermark={review.watermark} onStep={step} />
          </div>
          <Lanes
            moments={moments}
            findings={review.findings}
            waveform={waveform}
            thumbnails={thumbnails}
            length={archive.duration ?? 0}
            second={second}
            onSeek={seek}
          />
          <section aria-labelledby="happened" className="min-h-40 flex-1 overflow-y-auto border-t bg-surface">
            <h2 id="happened" className="px-4 pt-3 pb-1.5 font-[550]">
              What happened
            </h2>
            <MomentList
              moments={moments}
              current={momentAt(moments, second)}
              stills={playback.plays && !review.individual ? stills : null}
              onSeek={seek}
            />
          </section>
        </div>
        <aside
          aria-label="About this recording"
          className="w-(--inspector) flex-none overflow-y-auto border-l bg-surface max-lg:w-full max-lg:border-t max-lg:border-l-0"
        >
          <FindingList review={review} findings={findings} second={second} onSeek={seek} />
          <ReviewsPanel archiveId={archive.id} review={review} />
          <CompareReviews review={review} onSeek={seek} />
          {panels}
          <ViewingsPanel viewings={review.viewings} />
          <ArchiveFacts page={page} />
        </aside>
      </div>
      {finishing && (
        <FinishDialog
          archiveId={archive.id}
          findings={review.findings.filter(({ mine }) => mine).length}
          onClose={() => setFinishing(false)}
        />
      )}
    </>
  )
}

/** The first part of the file has put this viewing on the record: the page then shows it. */
function useSeenOnRecord(loaded: boolean): void {
  const router = useRouter()
  useEffect(() => {
    if (loaded) router.refresh()
  }, [loaded, router])
}
