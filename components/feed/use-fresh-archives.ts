'use client'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { useConsole } from '#components/shell/console-context.tsx'
import { subscribeToFeed } from './feed.ts'
import { useFreshPage } from './use-fresh-page.ts'

const GATHER_MS = 250

/**
 * Takes a page about recordings anew when one of them changes: any, or the one with this id. `position` is where the feed
 * stood when the page was made. Whoever may not see sessions has no feed, and the page as it was.
 */
export function useFreshArchives(position: number, archiveId?: string): void {
  const router = useRouter()
  const hasFeed = useConsole().places.includes('live')
  useFreshPage()
  useEffect(() => {
    if (!hasFeed) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const leave = subscribeToFeed({ since: position, sessions: [] }, ({ change }) => {
      if (change.kind !== 'archive' || (archiveId && change.archive.id !== archiveId)) return
      timer ??= setTimeout(router.refresh, GATHER_MS)
    })
    return () => {
      clearTimeout(timer)
      leave()
    }
  }, [router, hasFeed, position, archiveId])
}
