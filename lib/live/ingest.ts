import 'server-only'
import { type Database, database } from '#lib/system/database.ts'
import { noteFullDisk } from '#lib/system/full-disk.ts'
import { onceInProcess } from '#lib/system/global.ts'
import { log } from '#lib/system/log.ts'
import { isConflict, isFullDisk, isUnstorable } from './database-trouble.ts'
import type { Received } from './project/events.ts'
import { storeBatch } from './store-batch.ts'

/** `duplicate` had been stored before; `refused` can never be stored; `unavailable` must be sent again. */
export type Ingested = 'stored' | 'duplicate' | 'refused' | 'unavailable'

export type Ingest = (event: Received) => Promise<Ingested>

const LARGEST_BATCH = 250
const LONGEST_QUEUE = 5_000
const ATTEMPTS = 4

/** The queue of this process. */
export function ingest(event: Received): Promise<Ingested> {
  return onceInProcess('ingest', () => createIngest(database()))(event)
}

type Waiting = { event: Received; answer: (ingested: Ingested) => void }

/**
 * Group commit: what arrives while a batch is being written forms the next one, so the more there is to do, the less
 * each costs, and nothing waits for a timer. An event is answered only after the commit that holds it; when the database
 * is away everything waiting is told so at once, and the platform sends it again.
 */
export function createIngest(db: Database): Ingest {
  const waiting: Waiting[] = []
  let writing = false

  async function writeAll(): Promise<void> {
    writing = true
    while (waiting.length > 0) {
      const batch = waiting.splice(0, LARGEST_BATCH)
      const answers = await write(
        db,
        batch.map((one) => one.event),
      )
      for (const one of batch) one.answer(answers.get(one.event) ?? 'unavailable')
      if (batch.every((one) => answers.get(one.event) === 'unavailable'))
        for (const one of waiting.splice(0)) one.answer('unavailable')
    }
    writing = false
  }

  return (event) => {
    if (waiting.length >= LONGEST_QUEUE) return Promise.resolve('unavailable')
    return new Promise((answer) => {
      waiting.push({ event, answer })
      if (!writing) void writeAll()
    })
  }
}

type Answers = Map<Received, Ingested>

/** Never rejects. A batch that holds something unstorable is written event by event, so that it harms nobody else. */
async function write(db: Database, batch: Received[], attempt = 1): Promise<Answers> {
  try {
    const stored = await db.$transaction((tx) => storeBatch(tx, batch), { maxWait: 5_000, timeout: 10_000 })
    return answersFor(batch, stored)
  } catch (error) {
    if (isConflict(error) && attempt < ATTEMPTS) return write(db, batch, attempt + 1)
    if (!isUnstorable(error)) return failed(batch, 'unavailable', error)
    if (batch.length === 1) return failed(batch, 'refused', error)
    const answers: Answers = new Map()
    for (const event of batch) for (const [one, answer] of await write(db, [event])) answers.set(one, answer)
    return answers
  }
}

/** The first of equal callbacks in a batch is the stored one. */
function answersFor(batch: readonly Received[], stored: ReadonlySet<string>): Answers {
  const left = new Set(stored)
  return new Map(
    batch.map((event) => [event, left.delete(event.callback.digest) ? 'stored' : 'duplicate'] as const),
  )
}

function failed(batch: readonly Received[], answer: Ingested, error: unknown): Answers {
  if (isFullDisk(error)) noteFullDisk()
  log.error({ error, events: batch.length, answer }, 'callbacks were not stored')
  return new Map(batch.map((event) => [event, answer] as const))
}
