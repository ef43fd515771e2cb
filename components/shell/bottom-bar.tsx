'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { AccountMenu } from './account-menu.tsx'
import { useConsole } from './console-context.tsx'
import { placeOf, placesFor, prefetchOf } from './places.ts'
import { requestsLabel, WaitingCount } from './waiting-count.tsx'

/** The places on a phone. One session has the whole screen for itself. */
export function BottomBar() {
  const { places, waiting } = useConsole()
  const pathname = usePathname()
  if (pathname.startsWith('/sessions/')) return null
  return (
    <nav
      aria-label="Main"
      className="flex h-16 flex-none items-stretch border-t bg-surface pb-[env(safe-area-inset-bottom)] sm:hidden"
    >
      {/* The way to alerts is the bell in the head: there is no room for a seventh. */}
      {placesFor(places.filter((id) => id !== 'alerts')).map((place) => (
        <Link
          key={place.id}
          href={place.href}
          prefetch={prefetchOf(place)}
          aria-current={placeOf(pathname) === place.id ? 'page' : undefined}
          {...(place.id === 'requests' && { 'aria-label': requestsLabel(waiting) })}
          className="relative flex flex-1 flex-col items-center justify-center gap-1 text-2xs text-ink-2 aria-[current=page]:text-ink"
        >
          <place.icon aria-hidden="true" className="size-5" strokeWidth={1.6} />
          {place.label}
          {place.id === 'requests' && <WaitingCount waiting={waiting} className="top-1.5 left-1/2 ml-1.5" />}
        </Link>
      ))}
      <span className="grid flex-1 place-items-center">
        <AccountMenu />
      </span>
    </nav>
  )
}
