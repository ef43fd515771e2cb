'use client'
import type { ArchiveView } from '#lib/live/model.ts'
import type { ReviewPage } from '#lib/review/model.ts'
import { ARCHIVE_WORDS } from './archive-words.ts'
import { useMedia } from './use-media.ts'
import { useParts } from './use-parts.ts'
import { usePlayer } from './use-player.ts'
import { useStreams } from './use-streams.ts'
import { type Sound, useWaveform } from './use-waveform.ts'

/** The player of a recording: of the one file that it is, or of its streams side by side. */
export function usePlayback(archive: ArchiveView, { individual, media }: ReviewPage) {
  const { plays } = ARCHIVE_WORDS[archive.standing]
  const whole = useMedia(archive.id, media)
  const streams = useStreams(archive.id, plays && individual)
  const source = individual ? streams : whole
  const player = usePlayer(archive.id, plays, source)
  const { loaded } = player
  useParts(source.playable, archive.id, plays)
  const waveform = useWaveform(
    archive,
    individual ? soundsOf(streams.listed) : [{ url: whole.url, from: 0 }],
    loaded,
  )
  return {
    plays,
    player,
    whole,
    streams: individual ? streams : null,
    waveform: plays ? waveform : null,
    /** The file out of which small pictures are taken: one has them all, streams do not. */
    thumbnails: loaded && !individual ? whole.url : null,
  }
}

export type Playback = ReturnType<typeof usePlayback>

function soundsOf(listed: ReturnType<typeof useStreams>['listed']): Sound[] {
  if (listed.state !== 'listed') return []
  return listed.streams.flatMap(({ pieces }) =>
    pieces.flatMap((piece) => ('url' in piece ? { url: piece.url, from: piece.fromMs / 1_000 } : [])),
  )
}
