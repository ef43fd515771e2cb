'use client'
import { useMemo, useRef, useState } from 'react'
import type { Person } from './group-people.ts'
import type { Tile } from './tiles-of.ts'

export type Chosen = {
  person: Person | null
  /** The picture that is big: the chosen person's, or the last that was chosen. */
  bigId: string | null
  choosePerson: (person: Person) => void
  chooseTile: (tile: Tile) => void
  /** Which of the chosen person's streams an act is meant for. */
  streamId: string | null
}

/** Who is acted upon. It stays who was chosen, also when they leave: keys must never hit somebody else. */
export function useChosen(
  find: (connectionId: string) => Person | null,
  tiles: readonly Tile[],
  chosenId: string | null,
  choose: (connectionId: string | null) => void,
): Chosen {
  const [tileId, setTileId] = useState<string | null>(null)
  const lastSeen = useRef<Person | null>(null)
  const first = useRef<string | null>(null) // taken once: a default that moved would move the keys to somebody else
  first.current ??= tiles[0]?.connectionId ?? null
  const wanted = chosenId ?? first.current
  const known = useMemo(() => (wanted === null ? null : find(wanted)), [find, wanted])
  if (known) lastSeen.current = known
  const person = known ?? (lastSeen.current?.id === wanted ? lastSeen.current : null)
  const own = tiles.filter((tile) => tile.connectionId === person?.id)
  const big = own.find(({ platformId }) => platformId === tileId) ?? own[0]
  const lastBig = useRef<string | null>(null)
  if (big) lastBig.current = big.platformId
  const bigId = tiles.some(({ platformId }) => platformId === lastBig.current) ? lastBig.current : null
  return {
    person,
    bigId: bigId ?? tiles[0]?.platformId ?? null,
    streamId: big?.streamId ?? null,
    choosePerson: ({ id }) => choose(id),
    chooseTile: (tile) => {
      setTileId(tile.platformId)
      choose(tile.connectionId)
    },
  }
}
