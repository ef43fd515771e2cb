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

/**
 * Who is acted upon: nobody, until a hand or the address has chosen. It stays who was chosen, also when they leave: keys
 * must never hit somebody else.
 */
export function useChosen(
  find: (connectionId: string) => Person | null,
  tiles: readonly Tile[],
  chosenId: string | null,
  choose: (connectionId: string | null) => void,
): Chosen {
  const [tileId, setTileId] = useState<string | null>(null)
  const lastSeen = useRef<Person | null>(null)
  const known = useMemo(() => (chosenId === null ? null : find(chosenId)), [find, chosenId])
  if (known) lastSeen.current = known
  const person = known ?? (lastSeen.current?.id === chosenId ? lastSeen.current : null)
  const own = tiles.filter((tile) => person !== null && tile.connectionId === person.id)
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
