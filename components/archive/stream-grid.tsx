'use client'
import { gridOf } from './grid-of.ts'
import { StreamTile } from './stream-tile.tsx'
import type { PlayerState } from './use-player.ts'
import type { Streams } from './use-streams.ts'

/** The streams of a recording side by side, each in its place from beginning to end, whether it is there just then or not. */
export function StreamGrid({ streams, player }: { streams: Streams; player: PlayerState }) {
  const { group, listed, only, hearOnly } = streams
  if (listed.state !== 'listed') return null
  if (listed.streams.length === 0) return <p>Nobody published while it was recorded.</p>
  return (
    <ul
      aria-label="Streams"
      className="absolute inset-0 bottom-12 grid auto-rows-fr gap-1 overflow-y-auto p-1"
      style={{ gridTemplateColumns: `repeat(${gridOf(listed.streams.length).columns}, minmax(0, 1fr))` }}
    >
      {listed.streams.map((stream, index) => (
        <StreamTile
          // biome-ignore lint/suspicious/noArrayIndexKey: a stream is its place in the list of the file, which does not change
          key={index}
          index={index}
          stream={stream}
          group={group}
          second={player.second}
          heard={only === index}
          onHear={() => hearOnly(index)}
          onToggle={player.toggle}
        />
      ))}
    </ul>
  )
}
