import { Film, type LucideIcon, Radio } from 'lucide-react'

export type Place = { id: PlaceId; href: string; label: string; keys: string; icon: LucideIcon }
export type PlaceId = 'live' | 'archives'

const PLACES: readonly Place[] = [
  { id: 'live', href: '/live', label: 'Live', keys: 'g l', icon: Radio },
  { id: 'archives', href: '/archives', label: 'Archives', keys: 'g a', icon: Film },
]

/** The places somebody may go to, in the order of the rail. */
export function placesFor(allowed: readonly PlaceId[]): Place[] {
  return PLACES.filter(({ id }) => allowed.includes(id))
}

/** The place a page belongs to: a session is part of Live. */
export function placeOf(pathname: string): PlaceId {
  return pathname.startsWith('/archives') ? 'archives' : 'live'
}
