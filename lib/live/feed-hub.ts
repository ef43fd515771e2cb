import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { loadActor } from '#lib/access/load-actor.ts'
import { forgetCallbackSecrets } from '#lib/platform/callback-secrets.ts'
import { refreshKnownAddresses } from '#lib/platform/known-addresses.ts'
import { type Database, database } from '#lib/system/database.ts'
import { env } from '#lib/system/env.ts'
import { onceInProcess } from '#lib/system/global.ts'
import { log } from '#lib/system/log.ts'
import { forgetCallbackProjects } from './callback-project.ts'
import { beatMessage, byeMessage, resetMessage } from './feed-format.ts'
import { listenToDatabase } from './feed-listener.ts'
import { createFeedReader, type FeedReader } from './feed-reader.ts'
import { FeedRing, RING_LIMITS } from './feed-ring.ts'
import { readFeed, readFeedStart } from './read-feed.ts'

const BEAT_MS = 1_000
const MOST_READERS = 2_000
const RECHECK_BEATS = 5
const RECHECK_LEAST = 10

export type FeedHub = {
  /** A new line, continued from `since`; null begins now. Null is answered when there is no room. */
  open(actor: Actor, sessions: ReadonlySet<string>, since: number | null): Promise<FeedReader | null>
  readonly readers: number
  close(): Promise<void>
}

/** The hub of this process; started by the first who asks for it. */
export function feedHub(): FeedHub {
  return onceInProcess('feedHub', () => createFeedHub(database(), env().DATABASE_URL))
}

/**
 * Brings the feed from the database to this server's readers. The poll once a second is the truth; a notification only
 * makes it come at once. Nothing is missed when the database was away: reading goes on after the last number read.
 */
export function createFeedHub(db: Database, url: string, now: () => number = Date.now): FeedHub {
  const readers = new Set<FeedReader>()
  let ring: FeedRing | null = null
  let knownAt = new Date(now())
  let reading: Promise<void> | null = null
  let again = false
  /** Readers by whose turn it is to be asked about. */
  const turns: FeedReader[] = []
  let checking = false
  let closed = false

  /** Reads on until there is nothing more; who asks while it reads gets one more look. */
  function pull(): Promise<void> {
    again = reading !== null
    reading ??= readOn().finally(() => {
      reading = null
      if (again && !closed) void pull()
    })
    return reading
  }

  async function readOn(): Promise<void> {
    try {
      const asked = now()
      ring ??= new FeedRing(await readFeedStart(db, RING_LIMITS.milliseconds))
      for (let more = true; more && !closed; ) {
        const page = await readFeed(db, ring.head)
        for (const item of page.items) {
          if (!ring.add(item)) return startAnew()
          for (const reader of readers) if (reader.wants(item)) reader.send(item.bytes)
        }
        more = page.more
      }
      knownAt = new Date(asked)
    } catch (error) {
      log.warn({ error }, 'feed: the database could not be read')
    }
  }

  /** The database was put back to an earlier state behind our back, or the like: readers begin anew with us. */
  function startAnew(): void {
    log.error({ head: ring?.head }, 'feed: the numbers do not continue')
    ring = null
    for (const reader of readers) reader.end(resetMessage(0))
  }

  function beat(): void {
    const message = beatMessage(ring?.head ?? 0, knownAt)
    for (const reader of readers) reader.send(message)
    void pull()
    void recheckSome()
  }

  /**
   * Rights also end by the clock, and a notice can be lost: every reader has its turn in five beats, a part of
   * them with each beat.
   */
  async function recheckSome(): Promise<void> {
    if (checking) return // the database is slow: its connections are for those who wait
    checking = true
    for (const reader of turns.splice(0, Math.max(RECHECK_LEAST, Math.ceil(turns.length / RECHECK_BEATS)))) {
      // A database that is away tells nothing new, so nobody is sent away for it.
      if (readers.has(reader)) await recheck(reader, false)
      if (readers.has(reader)) turns.push(reader)
    }
    checking = false
  }

  /** Notices of changed rights may have been missed: ask for each reader whether it is still who it was. */
  async function recheckRights(): Promise<void> {
    for (const reader of [...readers]) await recheck(reader)
  }

  async function recheck(reader: FeedReader, endInDoubt = true): Promise<void> {
    try {
      const actor = await loadActor(db, reader.actor.deviceId)
      if (!actor || !sameRights(actor, reader.actor)) reader.end(byeMessage())
    } catch (error) {
      log.warn({ error }, 'feed: rights could not be asked for')
      if (endInDoubt) reader.end(byeMessage()) // it comes back through the door, which asks
    }
  }

  const listener = listenToDatabase(url, {
    feed: () => void pull(),
    rights(accountId) {
      for (const reader of readers) if (reader.actor.accountId === accountId) reader.end(byeMessage())
    },
    project(projectId) {
      forgetCallbackProjects()
      forgetCallbackSecrets(projectId)
      void refreshKnownAddresses(db)
    },
    again() {
      void pull()
      void recheckRights()
    },
  })
  const timer = setInterval(beat, BEAT_MS)

  return {
    get readers() {
      return readers.size
    },
    async open(actor, sessions, since) {
      if (closed || readers.size >= MOST_READERS) return null
      const reader = createFeedReader({ actor, sessions }, { now, closed: (one) => readers.delete(one) })
      // Another server may be ahead of this one: the page's position can be newer than what was read here. Twice, because
      // a look that is under way may have begun before that position was there.
      for (let looks = 0; looks < 2; looks++) if (!ring || (since ?? 0) > ring.head) await pull()
      if (!ring) return null
      const missed = since === null ? [] : ring.after(since)
      reader.send(beatMessage(ring.head, knownAt))
      if (!missed || !reader.catchUp(missed)) reader.send(resetMessage(ring.head))
      readers.add(reader)
      turns.push(reader)
      // Rights may have changed between the door and here, when no notice could find this reader yet.
      void recheck(reader)
      return reader
    },
    async close() {
      closed = true
      clearInterval(timer)
      for (const reader of [...readers]) reader.end(byeMessage())
      await listener.stop()
      await reading
    },
  }
}

function sameRights(one: Actor, other: Actor): boolean {
  const text = ({ permissions }: Actor) =>
    JSON.stringify(
      [...permissions]
        .map(([name, where]) => [name, where === 'everywhere' ? where : [...where].sort()])
        .sort(),
    )
  return text(one) === text(other)
}
