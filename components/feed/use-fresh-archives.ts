'use client'
import { useCallback } from 'react'
import type { FeedMessage } from '#lib/live/model.ts'
import { useFreshOn } from './use-fresh-on.ts'
import { useFreshPage } from './use-fresh-page.ts'

/** Takes a page about recordings anew when one of them changes: any, or the one with this id. */
export function useFreshArchives(position: number, archiveId?: string): void {
  useFreshPage()
  const concerns = useCallback(
    ({ change }: FeedMessage) =>
      change.kind === 'archive' && (archiveId === undefined || change.archive.id === archiveId),
    [archiveId],
  )
  useFreshOn(position, concerns)
}
