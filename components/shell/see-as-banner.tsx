'use client'
import { useTransition } from 'react'
import { Button } from '#components/ui/button.tsx'
import { announce } from '#components/ui/live-region.tsx'
import { replied } from '#components/ui/replied.ts'
import { visibleText } from '#components/ui/visible-text.ts'
import { endSeeAs } from '#lib/people/role-actions.ts'

/** Over every page while somebody looks around as another role: that it is so, and the way back. */
export function SeeAsBanner({ role }: { role: string }) {
  const [pending, startTransition] = useTransition()
  const end = () =>
    startTransition(async () => {
      const reply = await replied(endSeeAs({}))
      if (reply?.ok) location.assign('/admin/roles')
      else announce(reply?.message ?? 'This could not be ended. Try again.', 'own')
    })
  return (
    <p className="flex flex-none items-center gap-3 bg-asked-bg px-4 py-1.5 text-asked text-sm">
      <span className="min-w-0 flex-1 truncate">
        You see Gavel as {visibleText(role)} sees it. Nothing can be done meanwhile.
      </span>
      <Button size="sm" disabled={pending} onClick={end}>
        Be yourself again
      </Button>
    </p>
  )
}
