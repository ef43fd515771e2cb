import 'server-only'
import pg from 'pg'
import { RIGHTS_CHANNEL } from '#lib/access/rights-channel.ts'
import { PROJECT_CHANNEL } from '#lib/platform/project-channel.ts'
import { log } from '#lib/system/log.ts'
import { FEED_CHANNEL } from './announce.ts'

export type Heard = {
  feed(): void
  rights(accountId: string): void
  project(projectId: string): void
  /** Listening begins, at first or again: whatever was said until now may have been missed. */
  again(): void
}

const PROBE_MS = 3_000
const LONGEST_PAUSE_MS = 2_000

/**
 * Listens on a connection of its own until stopped. What is heard is only a hint that makes things fast: the feed is also
 * polled, and rights are asked for again whenever the line was down. A line that answers no probe counts as lost, for a
 * half-open one looks healthy for hours.
 */
export function listenToDatabase(url: string, heard: Heard): { stop(): Promise<void> } {
  let stopped = false
  let client: pg.Client | null = null
  let failures = 0
  let timer: NodeJS.Timeout | undefined

  async function connect(): Promise<void> {
    const mine = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: 3_000,
      query_timeout: PROBE_MS,
    })
    client = mine
    // Errors come twice when a server dies, the end once: only the end leads to a new connection.
    mine.on('error', (error) => log.warn({ error }, 'feed listener: connection lost'))
    mine.once('end', () => {
      if (client === mine) retry()
    })
    mine.on('notification', ({ channel, payload }) => {
      if (channel === FEED_CHANNEL) heard.feed()
      if (channel === RIGHTS_CHANNEL && payload) heard.rights(payload)
      if (channel === PROJECT_CHANNEL && payload) heard.project(payload)
    })
    try {
      await mine.connect()
      await mine.query(`LISTEN ${FEED_CHANNEL}; LISTEN ${RIGHTS_CHANNEL}; LISTEN ${PROJECT_CHANNEL}`)
      failures = 0
      heard.again()
      probe(mine)
    } catch (error) {
      log.warn({ error }, 'feed listener: cannot listen')
      drop(mine)
    }
  }

  function probe(mine: pg.Client): void {
    timer = setTimeout(() => {
      mine.query('SELECT 1').then(
        () => client === mine && !stopped && probe(mine),
        () => drop(mine),
      )
    }, PROBE_MS)
  }

  /** Gives a connection up without waiting for a goodbye that may never come. */
  function drop(mine: pg.Client): void {
    if (client !== mine) return
    client = null
    mine.end().catch(() => {}) // it is lost already
    retry()
  }

  function retry(): void {
    client = null
    clearTimeout(timer)
    if (!stopped) timer = setTimeout(connect, Math.min(100 * 2 ** failures++, LONGEST_PAUSE_MS))
  }

  void connect()
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      const last = client
      client = null
      await last?.end().catch(() => {}) // gone either way
    },
  }
}
