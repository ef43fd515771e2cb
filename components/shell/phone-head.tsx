'use client'
import { Search } from 'lucide-react'
import { BellLink } from '#components/alerts/bell.tsx'
import { FreshnessSign } from '#components/feed/freshness-sign.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { useOverlays } from './overlays.tsx'

/** The head of a place on a phone: its name, how fresh it is, and the search. */
export function PhoneHead({ title }: { title: string }) {
  const { open } = useOverlays()
  return (
    <header className="flex h-13 flex-none items-center gap-3 px-4 sm:hidden">
      <h1 className="font-semibold text-lg">{title}</h1>
      <FreshnessSign />
      <span className="ml-auto">
        <BellLink />
      </span>
      <IconButton label="Find anything" className="-mr-2" onClick={() => open('palette')}>
        <Search aria-hidden="true" className="size-5" />
      </IconButton>
    </header>
  )
}
