'use client'
import { useEffect, useState } from 'react'
import type { PageQuery } from '#lib/record/model.ts'
import { newsPath } from './audit-path.ts'

const EVERY_MS = 3_000

/** How many entries have come since the newest one on the page, asked for while somebody looks. */
export function useNews(query: PageQuery, newest: number): number {
  const path = newsPath(query, newest)
  const [heard, setHeard] = useState({ path, news: 0 })
  useEffect(() => {
    let asking = false
    const ask = async () => {
      if (asking || document.visibilityState === 'hidden') return
      asking = true
      const news = await askFor(path)
      asking = false
      if (news !== null) setHeard({ path, news })
    }
    const timer = setInterval(() => void ask(), EVERY_MS)
    document.addEventListener('visibilitychange', ask)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', ask)
    }
  }, [path])
  return heard.path === path ? heard.news : 0
}

async function askFor(path: string): Promise<number | null> {
  try {
    const answer = await fetch(path)
    // What this very route sends; see app/api/audit/head.
    return answer.ok ? ((await answer.json()) as { news: number }).news : null
  } catch {
    return null // the next time will do
  }
}
