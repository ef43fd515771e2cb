'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { RecordedStream, StreamsPage } from '#lib/review/model.ts'
import { MediaGroup } from './media-group.ts'

type Listed = { state: 'waiting' } | { state: 'failed'; words: string } | ({ state: 'listed' } & StreamsPage)

const NO_ANSWER = 'Gavel could not be asked which streams are in it.'

/** The streams of a recording that keeps them apart, which play as one; their addresses are renewed together. */
export function useStreams(archiveId: string, on: boolean) {
  const [group] = useState(() => new MediaGroup<HTMLVideoElement>())
  const playable = useRef(group)
  const [listed, setListed] = useState<Listed>({ state: 'waiting' })
  const [only, setOnly] = useState<number | null>(null)
  const renew = useCallback(async (): Promise<boolean> => {
    const answer = await loadStreams(archiveId)
    if (answer.state === 'listed') group.duration = lengthOf(answer.streams)
    // What was listed before stays in sight: that an address could not be renewed is said by the player.
    setListed((now) => (answer.state === 'failed' && now.state === 'listed' ? now : answer))
    return answer.state === 'listed'
  }, [archiveId, group])
  useEffect(() => {
    if (on) void renew()
  }, [on, renew])
  useEffect(() => {
    group.only = only
  }, [group, only])
  return {
    group,
    playable,
    listed,
    until: listed.state === 'listed' ? listed.until : null,
    renew,
    pictures: useCallback(() => group.present(), [group]),
    only,
    /** The sound of one stream, or again of all. */
    hearOnly: (stream: number) => setOnly((now) => (now === stream ? null : stream)),
  }
}

export type Streams = ReturnType<typeof useStreams>

async function loadStreams(archiveId: string): Promise<Listed> {
  try {
    const answer = await fetch(`/api/media/archives/${archiveId}/streams`, { cache: 'no-store' })
    if (!answer.ok) return { state: 'failed', words: await wordsOf(answer) }
    const page: StreamsPage = await answer.json()
    return { state: 'listed', ...page }
  } catch {
    return { state: 'failed', words: NO_ANSWER }
  }
}

async function wordsOf(answer: Response): Promise<string> {
  const { message }: { message?: unknown } = await answer.json()
  return typeof message === 'string' ? message : NO_ANSWER
}

const lengthOf = (streams: readonly RecordedStream[]): number =>
  Math.max(0, ...streams.flatMap(({ pieces }) => pieces.map(({ toMs }) => toMs))) / 1_000
