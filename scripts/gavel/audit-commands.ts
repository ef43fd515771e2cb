import { createPublicKey, type KeyObject } from 'node:crypto'
import { createWriteStream, existsSync, readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { auditKey, keyIdOf } from '#lib/audit/audit-key.ts'
import { type CheckpointBreak, checkCheckpoints } from '#lib/audit/check-checkpoints.ts'
import type { SignedHead } from '#lib/audit/checkpoint.ts'
import { checkpointFile, readCheckpoints } from '#lib/audit/checkpoint-file.ts'
import { type AuditBreak, verifyAudit } from '#lib/audit/verify-audit.ts'
import { type ExportFormat, exportEntries } from '#lib/record/export-entries.ts'
import { entryFilters } from '#lib/record/model.ts'
import type { OutsideStorage } from '#lib/record/outside-storage.ts'
import { readOutside } from '#lib/record/read-outside.ts'
import type { Database } from '#lib/system/database.ts'
import { env } from '#lib/system/env.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { type Outcome, refused } from './outcome.ts'
import { commandAuthor, recordCommand } from './record-command.ts'

const WORDS: Record<AuditBreak['problem'] | CheckpointBreak['problem'], string> = {
  missing: 'is missing',
  changed: 'is not what was written',
  unlinked: 'does not follow from the one before it',
  'head-differs': 'is where the log ends, and its head says otherwise',
  'cut-off': 'was signed in a checkpoint and is gone: the end of the log was cut off',
  rewritten: 'was signed in a checkpoint with another hash: the log was written anew',
  forged: 'is spoken of by a checkpoint that is not signed with this key',
  'unknown-key': 'is spoken of by a checkpoint of another key: give the right one with --key',
}

type VerifyOptions = {
  /** A file of them. */
  checkpoints?: string | undefined
  /** Those in this storage; null where the settings name none. */
  outside?: OutsideStorage | null | undefined
  key?: string | undefined
  onProgress?: (seq: bigint) => void
}
type Heads = { checkpoints: SignedHead[]; unreadable: number; place: string }

/** Recomputes the log and holds it against signed heads: those kept elsewhere, else those beside the data. */
export async function verifyCommand(db: Database, given: VerifyOptions): Promise<Outcome> {
  const found = await findHeads(given)
  if (!found.ok) return refused(found.failure)
  const { checkpoints, unreadable, place } = found.value
  const chain = await verifyAudit(db, given.onProgress ? { onProgress: given.onProgress } : {})
  if (!chain.ok) return broken(chain)
  const heads = checkpoints.length
    ? await checkCheckpoints(db, checkpoints, publicKey(given.key))
    : { ok: true as const, checked: 0 }
  if (!heads.ok) return broken(heads)
  const told = [
    `Unbroken: ${chain.entries} entries, the last hash is ${chain.head}.`,
    checkpoints.length
      ? `It agrees with ${heads.checked} signed checkpoints of ${place}.`
      : 'There is no checkpoint to hold it against: an end that was cut off would not be seen.',
    ...(unreadable ? [`${unreadable} of what is in ${place} are no checkpoints.`] : []),
  ]
  const value = {
    ok: true,
    entries: Number(chain.entries),
    head: chain.head,
    checkpoints: heads.checked,
    unreadable,
  }
  return { ok: true, lines: told, value }
}

async function findHeads({ checkpoints: file, outside, key }: VerifyOptions): Promise<Result<Heads, string>> {
  if (outside !== undefined)
    return file === undefined
      ? headsOutside(outside, key)
      : fail('Give --checkpoints or --outside, not both.')
  const place = file ?? checkpointFile(env().GAVEL_DATA_DIR)
  if (file !== undefined && !existsSync(file)) return fail(`${file} does not exist.`)
  const read = readCheckpoints(place)
  if (file !== undefined && read.checkpoints.length === 0) return fail(`${file} holds no checkpoint.`)
  return ok({ ...read, place })
}

async function headsOutside(
  storage: OutsideStorage | null,
  key: string | undefined,
): Promise<Result<Heads, string>> {
  if (!storage)
    return fail('No storage outside is named: set GAVEL_CHECKPOINTS_S3_ENDPOINT and what goes with it.')
  const read = await readOutside(storage, keyIdOf(publicKey(key)))
  if (!read.ok) return fail(`The storage outside cannot be read: ${read.failure}.`)
  if (read.value.checkpoints.length === 0) return fail('The storage outside holds no checkpoint of this key.')
  return ok({ ...read.value, place: 'the storage outside' })
}

function broken({ seq, problem }: { seq: bigint; problem: keyof typeof WORDS }): Outcome {
  const line = `Broken: entry ${seq} ${WORDS[problem]}.`
  return { ok: false, lines: [line], value: { ok: false, seq: Number(seq), problem } }
}

function publicKey(file: string | undefined): KeyObject {
  return file === undefined ? auditKey(env()).publicKey : createPublicKey(readFileSync(file, 'utf8'))
}

/** What whoever checks checkpoints elsewhere needs; it makes none. */
export function keyCommand(): Outcome {
  const { publicKey: key } = auditKey(env())
  const pem = key.export({ type: 'spki', format: 'pem' }).toString().trim()
  return { ok: true, lines: [pem], value: { keyId: keyIdOf(key), publicKey: pem } }
}

/** The log as a file, or on the standard output; that it was taken is on the record first. */
export async function exportCommand(
  db: Database,
  given: { format: string; out?: string | undefined; from?: string | undefined; to?: string | undefined },
): Promise<Outcome> {
  const { format } = given
  if (!isFormat(format)) return refused('--format is csv or jsonl.')
  const filters = entryFilters.safeParse({ from: given.from, to: given.to })
  if (!filters.success) return refused('--from and --to are days, such as 2026-11-24.')
  const details = { format, ...filters.data }
  const entry = { phase: 'event', action: 'audit.export', details } as const
  await db.$transaction((tx) => recordCommand(tx, commandAuthor(), entry))
  const pages = exportEntries(db, { where: 'everywhere', filters: filters.data, timeZone: 'UTC' }, format)
  if (given.out === undefined) {
    await pipeline(Readable.from(pages), process.stdout, { end: false })
    return { ok: true, lines: [], value: null }
  }
  await pipeline(Readable.from(pages), createWriteStream(given.out, { mode: 0o600 }))
  return { ok: true, lines: [`Written to ${given.out}.`], value: { file: given.out } }
}

function isFormat(text: string): text is ExportFormat {
  return text === 'csv' || text === 'jsonl'
}
