import { createHash } from 'node:crypto'
import { z } from 'zod'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { cleanJson, cleanText, type Json, jsonDepth } from './clean-json.ts'

/**
 * A platform's callback, understood as far as it can be. Whatever is missing or odd becomes null; keys and kinds that are
 * not known are kept in `body`. Only a callback that is no JSON object, or names no session, is refused.
 */
export type Callback = {
  /** `connectionCreated` and its like; `archiveStarted`, `archiveAvailable`, ... for recordings; or an unknown word. */
  kind: string
  known: boolean
  /** The platform's ids, not ours. */
  session: string
  subject: string | null
  reason: string | null
  /** By the platform's clock. */
  at: Date
  connection: CallbackConnection | null
  stream: CallbackStream | null
  archive: CallbackArchive | null
  digest: string
  /** Cleaned, without connection data and without addresses and passwords of recordings. */
  body: Json
}

export type CallbackConnection = { id: string; createdAt: Date | null; data: string }
export type CallbackStream = {
  id: string
  createdAt: Date | null
  name: string | null
  videoType: string | null
}
export type CallbackArchive = {
  id: string
  status: ArchiveStatus
  name: string | null
  createdAt: Date | null
  duration: number | null
  size: number | null
  outputMode: string | null
  resolution: string | null
  hasAudio: boolean
  hasVideo: boolean
}

export const ARCHIVE_STATUSES = [
  'started',
  'paused',
  'stopped',
  'uploaded',
  'available',
  'expired',
  'failed',
  'deleted',
] as const
export type ArchiveStatus = (typeof ARCHIVE_STATUSES)[number]

const KNOWN_KINDS: ReadonlySet<string> = new Set([
  'sessionCreated',
  'sessionDestroyed',
  'sessionNotification',
  'connectionCreated',
  'connectionDestroyed',
  'streamCreated',
  'streamDestroyed',
  ...ARCHIVE_STATUSES.map(kindOfArchive),
])

const DEEPEST = 16
const END_OF_TIME = Date.UTC(9999, 11, 31)
const DAY = 86_400_000

/** An id of the platform's: printable ASCII. It is checked again, and strictly, before it goes into a path. */
const id = z.string().regex(/^[\x21-\x7e]{1,256}$/)
const text = (most: number) => z.string().transform((value) => cleanText(value).slice(0, most))
const optional = <Schema extends z.ZodType>(schema: Schema) => schema.nullable().catch(null)
const time = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d{1,16}$/)
      .transform(Number),
  ])
  .transform((ms) => new Date(Math.min(Math.max(Math.trunc(ms), 0), END_OF_TIME)))
const amount = z.number().min(0).max(Number.MAX_SAFE_INTEGER).transform(Math.trunc)

const connection = z.object({
  id,
  createdAt: optional(time),
  data: z.string().transform(cleanText).catch(''),
})
const stream = z.object({
  id,
  createdAt: optional(time),
  name: optional(text(1_000)),
  videoType: optional(text(32)),
  connection: optional(connection),
})
const archive = z.object({
  id,
  status: z.enum(ARCHIVE_STATUSES),
  name: optional(text(1_000)),
  createdAt: optional(time),
  duration: optional(amount.refine((seconds) => seconds < 2 ** 31)),
  size: optional(amount),
  outputMode: optional(text(32)),
  resolution: optional(text(32)),
  hasAudio: z.boolean().catch(true),
  hasVideo: z.boolean().catch(true),
})
const envelope = z.object({
  sessionId: id,
  event: optional(text(64)),
  status: optional(text(64)),
  reason: optional(text(200)),
  timestamp: optional(time),
  updatedAt: optional(time),
  connection: optional(connection),
  stream: optional(stream),
  id: optional(id),
})

/** Reads a callback's body. `now` is what a time that is missing, or lies more than a day ahead, is taken to be. */
export function parseCallback(
  body: string,
  project: string,
  now: Date,
): Result<Callback, 'not-json' | 'too-deep' | 'not-a-callback'> {
  if (jsonDepth(body) > DEEPEST) return fail('too-deep')
  const value = parseJson(body)
  if (value === undefined) return fail('not-json')
  const parsed = envelope.safeParse(value)
  if (!parsed.success) return fail('not-a-callback')
  const given = parsed.data
  const recording =
    given.event === 'archive' || given.event === null ? archive.safeParse(value).data : undefined
  const kind = recording ? kindOfArchive(recording.status) : given.event || 'unnamed'
  const known = KNOWN_KINDS.has(kind) && (recording !== undefined || !kind.startsWith('archive'))
  const theirs = given.timestamp ?? given.updatedAt
  const subject = subjectOf(kind, given)
  return ok({
    kind,
    known,
    session: given.sessionId,
    subject,
    reason: given.reason,
    at: theirs && theirs.getTime() < now.getTime() + DAY ? theirs : now,
    connection: given.connection ?? given.stream?.connection ?? null,
    stream: given.stream,
    archive: recording ?? null,
    // A kind that is not known may differ in what is not looked at: only the same bytes are the same event.
    digest: sha256([project, kind, given.sessionId, subject, theirs?.getTime() ?? null, known ? null : body]),
    body: cleanJson(value, isKept),
  })
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined // refused by the caller, which has the words for it
  }
}

function subjectOf(kind: string, given: z.output<typeof envelope>): string | null {
  if (kind.startsWith('connection')) return given.connection?.id ?? null
  if (kind.startsWith('stream')) return given.stream?.id ?? null
  if (kind.startsWith('session')) return null
  return given.id ?? given.stream?.id ?? given.connection?.id ?? null
}

/** Connection data is kept only as what it turned out to be; a recording's address and password are nobody's business. */
function isKept(key: string, within: string): boolean {
  if (within === 'connection') return key !== 'data'
  return !['url', 'password', 'certificate'].includes(key)
}

function kindOfArchive(status: string): string {
  return `archive${status.charAt(0).toUpperCase()}${status.slice(1)}`
}

function sha256(parts: readonly (string | number | null)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}
