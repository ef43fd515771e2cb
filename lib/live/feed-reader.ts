import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/actor.ts'
import type { FeedItem } from './feed-ring.ts'

/** Unread bytes, or seconds without reading anything, after which a reader is let go: it resumes by itself. */
const MOST_UNREAD = 1024 * 1024
const LONGEST_STALL_MS = 10_000

/**
 * One browser's line. It gets what its actor may see: every session's row, every recording's, that a
 * request or an alert changed, and details only of the
 * sessions it asked for.
 */
export type FeedReader = {
  readonly actor: Actor
  readonly body: ReadableStream<Uint8Array>
  /** Whether this entry is for this reader at all. */
  wants(item: FeedItem): boolean
  /** What it has missed, or false when that is too much to send at once. */
  catchUp(items: readonly FeedItem[]): boolean
  send(bytes: Uint8Array): void
  end(last?: Uint8Array): void
}

export function createFeedReader(
  { actor, sessions }: { actor: Actor; sessions: ReadonlySet<string> },
  { now, closed }: { now: () => number; closed: (reader: FeedReader) => void },
): FeedReader {
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null
  let stalledSince: number | null = null
  const body = new ReadableStream<Uint8Array>(
    {
      start(given) {
        controller = given
      },
      cancel: () => reader.end(),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: MOST_UNREAD }),
  )

  function isTooSlow(line: ReadableStreamDefaultController<Uint8Array>): boolean {
    const room = line.desiredSize ?? 0
    if (room === MOST_UNREAD) stalledSince = null
    else stalledSince ??= now()
    return room <= 0 || (stalledSince !== null && now() - stalledSince > LONGEST_STALL_MS)
  }

  /** What it has not read is dropped with it: closing in order would keep it until the line dies by itself. */
  function letGo(line: ReadableStreamDefaultController<Uint8Array>): void {
    controller = null
    line.error(new Error('The reader is too slow'))
    closed(reader)
  }

  const reader: FeedReader = {
    actor,
    body,
    wants: ({ kind, sessionId, projectId }) => {
      if ((kind === 'archive' || kind === 'alert') && may(actor, 'archive.view', projectId)) return true
      const open = sessionId !== null && sessions.has(sessionId)
      return (
        (kind === 'session' || kind === 'request' || kind === 'alert' || open) &&
        may(actor, 'session.view', projectId)
      )
    },
    catchUp(items) {
      const mine = items.filter(reader.wants)
      if (mine.reduce((bytes, item) => bytes + item.bytes.byteLength, 0) > MOST_UNREAD / 2) return false
      for (const item of mine) reader.send(item.bytes)
      return true
    },
    send(bytes) {
      if (!controller) return
      if (isTooSlow(controller)) return letGo(controller)
      controller.enqueue(bytes)
    },
    end(last) {
      const line = controller
      controller = null
      if (!line) return
      try {
        if (last) line.enqueue(last)
        line.close()
      } catch {
        // The browser has gone in the meantime, and taken the stream along.
      }
      closed(reader)
    },
  }
  return reader
}
