import 'server-only'
import { noteFullDisk } from '#lib/system/full-disk.ts'
import type { DoorRefusal } from './action-reply.ts'

/** Codes of PostgreSQL (five characters) and of Prisma (P…) by what they mean to somebody waiting for an answer. */
const BAD_TEXT = ['22021', '22P05', '22P02']
const TOO_SLOW = ['57014', 'P2028']
const FULL = '53100'
/** It only reads, or its disk is full. */
const NO_WRITING = ['25006', FULL]

/** What was sent cannot be read. For where a library of ours reads it itself, and says so in its own way. */
export class UnreadableInput extends Error {}

/** What to answer for an exception: never its text, which was written for us. That a disk is full is noted for whoever asks. */
export function describeFailure(
  error: unknown,
): Extract<DoorRefusal, 'bad-input' | 'too-slow' | 'no-writing' | 'unavailable'> {
  const codes = codesOf(error)
  if (error instanceof UnreadableInput || codes.some((code) => BAD_TEXT.includes(code))) return 'bad-input'
  if (codes.includes(FULL)) noteFullDisk()
  if (codes.some((code) => NO_WRITING.includes(code))) return 'no-writing'
  if (codes.some((code) => TOO_SLOW.includes(code)) || isTimeout(error)) return 'too-slow'
  return 'unavailable'
}

/** Two transactions locked the same rows in a different order, and PostgreSQL gave one of them up: it may run again. */
export function isDeadlock(error: unknown): boolean {
  return codesOf(error).some((code) => ['40P01', '40001', 'P2034'].includes(code))
}

/** Codes of the error and of what it wraps: the adapter hides the database's own some levels deep. */
function codesOf(error: unknown, depth = 0): string[] {
  if (typeof error !== 'object' || error === null || depth > 5) return []
  const own = ['code', 'originalCode']
    .map((key) => Reflect.get(error, key))
    .filter((code) => typeof code === 'string')
  const inner = ['cause', 'meta', 'driverAdapterError'].flatMap((key) =>
    codesOf(Reflect.get(error, key), depth + 1),
  )
  return [...own, ...inner]
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && /timeout/i.test(error.message)
}
