import { setTimeout as sleep } from 'node:timers/promises'
import { fetchCast } from '#lib/issuing/fetch-cast.ts'
import { learnCast } from '#lib/issuing/learn-cast.ts'
import type { Database } from '#lib/system/database.ts'

const LONGEST_MS = 10_000
const EVERY_MS = 250

/**
 * Waits for the sandbox's people to say who they are, and writes it down before their callbacks are read: connections are
 * told apart from the first. When they take too long, the web server learns the names later by itself.
 */
export async function learnNames(db: Database, apiUrl: string): Promise<void> {
  const deadline = performance.now() + LONGEST_MS
  for (;;) {
    const cast = await fetchCast(apiUrl)
    if (cast.ok && cast.value.sessions.length > 0) return void (await learnCast(db, cast.value))
    if (performance.now() > deadline) return
    await sleep(EVERY_MS)
  }
}
