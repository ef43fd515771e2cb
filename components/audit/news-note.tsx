'use client'
import { useRouter } from 'next/navigation'
import { useKeys } from '#components/keys/use-keys.ts'
import { Button } from '#components/ui/button.tsx'
import { Key } from '#components/ui/key.tsx'
import type { PageQuery } from '#lib/record/model.ts'
import { useNews } from './use-news.ts'

/** What has come in since, held until somebody lets it in: the list never moves under a hand. */
export function NewsNote({ query, newest }: { query: PageQuery; newest: number }) {
  const router = useRouter()
  const news = useNews(query, newest)
  const letIn = () => router.refresh()
  useKeys([{ keys: '.', label: 'Let new entries in', group: 'Audit log', run: letIn }], news > 0)
  if (news === 0) return null
  return (
    <Button size="sm" onClick={letIn}>
      {news >= 100 ? 'More than 99 new entries' : `${news} new ${news === 1 ? 'entry' : 'entries'}`}{' '}
      <Key>.</Key>
    </Button>
  )
}
