'use client'
import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useMemo } from 'react'
import { useFreshArchives } from '#components/feed/use-fresh-archives.ts'
import { useConsole } from '#components/shell/console-context.tsx'
import type { ArchivePage } from '#lib/archives/model.ts'
import { useKeys } from '../keys/use-keys.ts'
import { ArchiveFacts } from './archive-facts.tsx'
import { ArchiveHeader } from './archive-header.tsx'
import { ARCHIVE_WORDS } from './archive-words.ts'
import { Lanes } from './lanes.tsx'
import { MomentList } from './moment-list.tsx'
import { momentAt, momentBeside, momentsOf } from './moments.ts'
import { Player } from './player.tsx'
import { usePlayer } from './use-player.ts'

/** One recording beside what happened in it. */
export function ArchiveReview({ page, panels }: { page: ArchivePage; panels?: ReactNode }) {
  const { accountId } = useConsole()
  useFreshArchives(page.position, page.archive.id)
  const player = usePlayer(ARCHIVE_WORDS[page.archive.standing].plays)
  const { second, seek, loaded } = player
  const router = useRouter()
  // The first part of the file has put this viewing on the record: the page then shows it.
  useEffect(() => {
    if (loaded) router.refresh()
  }, [loaded, router])
  const moments = useMemo(() => momentsOf(page, accountId), [page, accountId])
  const step = (side: 1 | -1) => {
    const moment = momentBeside(moments, second, side)
    if (moment) seek(moment.second)
  }
  const group = 'Recording'
  useKeys([
    { keys: 'Space', label: 'Play, or pause', group, run: player.toggle },
    { keys: '[', label: 'Previous moment', group, run: () => step(-1) },
    { keys: ']', label: 'Next moment', group, run: () => step(1) },
  ])
  return (
    <>
      <ArchiveHeader archive={page.archive} second={second} />
      <div className="flex min-h-0 flex-1 max-lg:flex-col max-lg:overflow-y-auto">
        <div className="flex min-h-0 min-w-0 flex-1 flex-col max-lg:flex-none">
          <div className="flex flex-none justify-center p-4 pb-3 max-sm:p-0">
            <Player
              archive={page.archive}
              video={player.video}
              failed={player.failed}
              onRetry={player.retry}
            />
          </div>
          <Lanes moments={moments} length={page.archive.duration ?? 0} second={second} onSeek={seek} />
          <section aria-labelledby="happened" className="min-h-40 flex-1 overflow-y-auto border-t bg-surface">
            <h2 id="happened" className="px-4 pt-3 pb-1.5 font-[550]">
              What happened
            </h2>
            <MomentList moments={moments} current={momentAt(moments, second)} onSeek={seek} />
          </section>
        </div>
        <aside
          aria-label="About this recording"
          className="w-(--inspector) flex-none overflow-y-auto border-l bg-surface max-lg:w-full max-lg:border-t max-lg:border-l-0"
        >
          <ArchiveFacts page={page} />
          {panels}
        </aside>
      </div>
    </>
  )
}
