import { Film, Inbox, type LucideIcon, Radio, ScrollText, ShieldAlert, SlidersHorizontal } from 'lucide-react'

export type Place = { id: PlaceId; href: string; label: string; keys: string; icon: LucideIcon }
export type PlaceId = 'live' | 'alerts' | 'archives' | 'requests' | 'audit' | 'admin'

const PLACES: readonly Place[] = [
  { id: 'live', href: '/live', label: 'Live', keys: 'g l', icon: Radio },
  { id: 'alerts', href: '/alerts', label: 'Alerts', keys: 'g n', icon: ShieldAlert },
  { id: 'archives', href: '/archives', label: 'Archives', keys: 'g a', icon: Film },
  { id: 'requests', href: '/requests', label: 'Requests', keys: 'g r', icon: Inbox },
  { id: 'audit', href: '/audit', label: 'Audit', keys: 'g u', icon: ScrollText },
  { id: 'admin', href: '/admin', label: 'Administration', keys: 'g s', icon: SlidersHorizontal },
]

/** The places somebody may go to, in the order of the rail. */
export function placesFor(allowed: readonly PlaceId[]): Place[] {
  return PLACES.filter(({ id }) => allowed.includes(id))
}

/**
 * Whether the way there is fetched ahead. Only Live can show something before its numbers are there; for the others the server
 * could send nothing but their outline, and would be asked for it ten times with every page.
 */
export const prefetchOf = ({ id }: Place): 'auto' | false => (id === 'live' ? 'auto' : false)

/** The place a page belongs to: a session is part of Live; one's own account is part of none. */
export function placeOf(pathname: string): PlaceId | null {
  if (pathname.startsWith('/sessions')) return 'live'
  return PLACES.find(({ href }) => pathname === href || pathname.startsWith(`${href}/`))?.id ?? null
}
