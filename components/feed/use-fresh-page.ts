'use client'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { isLeaving } from '#components/shell/sign-out.ts'
import { evidence, evidenceStore } from './evidence-store.ts'
import { onTurn } from './feed.ts'

/**
 * Takes the page anew when the feed cannot go on from it, or when this browser's rights may have changed. After a goodbye
 * it waits until the server answers again: a page taken from a server that is away would be an error page.
 * One that answers and gives no stream has taken the right to any away: then the fresh page says so. Whoever is signing out is
 * led out already.
 */
export function useFreshPage(): void {
  const router = useRouter()
  useEffect(() => {
    const stopTurns = onTurn((turn) => {
      if (isLeaving()) return
      if (turn === 'refresh') router.refresh()
      else location.reload()
    })
    const stopEvidence = evidenceStore.subscribe((held) => {
      if (!held?.saidGoodbye || !(held.open || held.refused)) return
      evidence.goodbyeIsAnswered()
      if (!isLeaving()) router.refresh()
    })
    return () => {
      stopTurns()
      stopEvidence()
    }
  }, [router])
}
