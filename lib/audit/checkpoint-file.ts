import 'server-only'
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  readSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { readCheckpoint, type SignedHead } from './checkpoint.ts'

/** Some two hundred lines. */
const TAIL_BYTES = 64 * 1024

/** Where this installation keeps its checkpoints outside of the database. */
export function checkpointFile(dataDir: string): string {
  return join(dataDir, 'checkpoints.jsonl')
}

/** On the disk when this returns. */
export function appendCheckpoint(file: string, head: SignedHead): void {
  const opened = openSync(file, 'a', 0o600)
  try {
    writeSync(opened, `${JSON.stringify(head)}\n`)
    fsyncSync(opened)
  } finally {
    closeSync(opened)
  }
}

/** What is in a file of checkpoints, and how many of its lines are none. */
export function readCheckpoints(file: string): { checkpoints: SignedHead[]; unreadable: number } {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []
  const checkpoints = lines.flatMap((line) => readCheckpoint(line) ?? [])
  return { checkpoints, unreadable: lines.length - checkpoints.length }
}

/** The last heads that one key has signed; the file grows by a hundred thousand lines a year, and each stands for all before it. */
export function latestCheckpoints(file: string, keyId: string): SignedHead[] {
  if (!existsSync(file)) return []
  return readTail(file)
    .split('\n')
    .flatMap((line) => readCheckpoint(line) ?? [])
    .filter((head) => head.keyId === keyId)
}

/** It may begin in the middle of a line, which then is none. */
function readTail(file: string): string {
  const opened = openSync(file, 'r')
  try {
    const { size } = fstatSync(opened)
    const tail = Buffer.alloc(Math.min(size, TAIL_BYTES))
    const read = readSync(opened, tail, 0, tail.length, size - tail.length)
    return tail.toString('utf8', 0, read)
  } finally {
    closeSync(opened)
  }
}
