import 'server-only'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { readCheckpoint, type SignedHead } from './checkpoint.ts'

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
