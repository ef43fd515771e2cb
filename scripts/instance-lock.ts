/**
 * At most one process at a time holds a lock file. The holder is named by its number and its beginning, so that neither a
 * file left by a killed process nor a stranger who has got its number since keeps anybody out.
 */
import { randomBytes } from 'node:crypto'
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { beginningOf } from './process-identity.ts'

export type Holder = { readonly pid: number; readonly beginning: string; readonly url?: string }

export type Lock = {
  /** Tells others where the holder's work can be found. */
  announce(url: string): void
  release(): void
}

export type Taken = { readonly lock: Lock } | { readonly holder: Holder }

/** Takes the lock, or says who holds it. */
export function takeLock(file: string): Taken {
  for (;;) {
    if (tryTake(file)) return { lock: lockOf(file) }
    const text = read(file)
    if (text === undefined) continue // released meanwhile
    const holder = parseHolder(text)
    if (holder && beginningOf(holder.pid) === holder.beginning) return { holder }
    removeStale(file, text)
  }
}

/** Does something under the lock, waiting for whoever holds it. */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  let taken = takeLock(file)
  while (!('lock' in taken)) {
    await sleep(200)
    taken = takeLock(file)
  }
  try {
    return await work()
  } finally {
    taken.lock.release()
  }
}

function lockOf(file: string): Lock {
  const own = { pid: process.pid, beginning: beginningOf(process.pid) ?? '' }
  return {
    announce: (url) => {
      const fresh = temporary(file)
      writeFileSync(fresh, JSON.stringify({ ...own, url }))
      renameSync(fresh, file)
    },
    release: () => {
      if (parseHolder(read(file) ?? '')?.pid === process.pid) rmSync(file, { force: true })
    },
  }
}

/** A link either makes the whole file or nothing: nobody ever reads half a holder. */
function tryTake(file: string): boolean {
  const fresh = temporary(file)
  writeFileSync(fresh, JSON.stringify({ pid: process.pid, beginning: beginningOf(process.pid) ?? '' }))
  try {
    linkSync(fresh, file)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(fresh, { force: true })
  }
}

/** Moved aside and looked at again: between reading and removing, another may have taken it rightly. */
function removeStale(file: string, text: string): void {
  const aside = temporary(file)
  try {
    renameSync(file, aside)
  } catch {
    return // another was faster
  }
  if (read(aside) !== text) {
    try {
      linkSync(aside, file)
    } catch {
      // Taken by a third one already: then that one holds it.
    }
  }
  rmSync(aside, { force: true })
}

function parseHolder(text: string): Holder | undefined {
  try {
    const { pid, beginning, url } = JSON.parse(text)
    if (typeof pid !== 'number' || typeof beginning !== 'string') return undefined
    return typeof url === 'string' ? { pid, beginning, url } : { pid, beginning }
  } catch {
    return undefined
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

const temporary = (file: string) => `${file}.${process.pid}.${randomBytes(3).toString('hex')}`
