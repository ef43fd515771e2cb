'use client'
import { Keyboard } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { KeyCaps } from '../keys/key-caps.tsx'
import { AccountMenu } from './account-menu.tsx'
import { useConsole } from './console-context.tsx'
import { Logo } from './logo.tsx'
import { useOverlays } from './overlays.tsx'
import { placeOf, placesFor, prefetchOf } from './places.ts'
import { requestsLabel, WaitingCount } from './waiting-count.tsx'

const ITEM =
  'group relative grid h-9 w-10 place-items-center rounded-md text-ink-3 transition-colors duration-(--fast) hover:bg-hover hover:text-ink aria-[current=page]:bg-raised aria-[current=page]:text-ink aria-[current=page]:before:absolute aria-[current=page]:before:inset-y-2 aria-[current=page]:before:-left-2 aria-[current=page]:before:w-0.5 aria-[current=page]:before:rounded-xs aria-[current=page]:before:bg-ink [&>svg]:size-[18px]'

/** The places, as icons; their names appear on hover and focus. */
export function Rail() {
  const { places, waiting } = useConsole()
  const here = placeOf(usePathname())
  const { open } = useOverlays()
  return (
    <nav
      aria-label="Main"
      className="flex w-(--rail) flex-none flex-col items-center gap-1 border-r py-2 max-sm:hidden"
    >
      <div className="mb-2 grid h-9 place-items-center">
        <Logo />
      </div>
      {placesFor(places).map((place) => (
        <Link
          key={place.id}
          href={place.href}
          prefetch={prefetchOf(place)}
          aria-label={place.id === 'requests' ? requestsLabel(waiting) : place.label}
          aria-current={here === place.id ? 'page' : undefined}
          className={ITEM}
        >
          <place.icon aria-hidden="true" strokeWidth={1.6} />
          {place.id === 'requests' && <WaitingCount waiting={waiting} className="top-0 right-0" />}
          <RailTip label={place.label} keys={place.keys} />
        </Link>
      ))}
      <span className="flex-1" />
      <button type="button" aria-label="All keys" className={ITEM} onClick={() => open('keys')}>
        <Keyboard aria-hidden="true" strokeWidth={1.6} />
        <RailTip label="All keys" keys="?" />
      </button>
      <AccountMenu />
    </nav>
  )
}

/** The name beside an icon, after 300 ms; drawn by the style sheet alone, for it is on every page. */
function RailTip({ label, keys }: { label: string; keys: string }) {
  return (
    <span
      aria-hidden="true"
      className="pointer-events-none invisible absolute left-full z-30 ml-2 flex items-center gap-2 whitespace-nowrap rounded-md bg-overlay px-2 py-1 text-ink text-xs opacity-0 shadow-menu transition-opacity duration-(--medium) group-hover:visible group-hover:opacity-100 group-hover:delay-300 group-focus-visible:visible group-focus-visible:opacity-100"
    >
      {label} <KeyCaps keys={keys} />
    </span>
  )
}
