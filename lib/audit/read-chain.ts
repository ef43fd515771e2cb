import 'server-only'
import { Prisma } from '#generated/prisma/client.ts'
import type { Tx } from '#lib/system/database.ts'
import { canonicalJson } from './canonical-json.ts'

/** An entry as the check of the chain needs it: hashes in hexadecimal, and the text that is hashed. */
export type ChainEntry = {
  seq: string
  prevHash: string
  hash: string
  /** Canonical JSON, as `entryText` writes it. */
  text: string
  addressSalt: string
  addressDigest: string
  /** Null where there is none; empty is an address, if an odd one. */
  address: string | null
}

const FIELDS = 17

/**
 * The entries after one, in their order. One value of text per page, a field on each line: a million rows as objects of the
 * database client take several times as long as all of their hashing. Text that somebody chose is escaped as COPY does, so that
 * it is one line and `\N` is nothing but NULL; ids and hashes need none. What is hashed is put together here, while the database
 * reads the next page.
 */
export async function readChain(tx: Tx, after: bigint, limit: number): Promise<ChainEntry[]> {
  const [page] = await tx.$queryRaw<{ lines: string | null }[]>`
    SELECT string_agg(concat_ws(E'\\n', "seq", encode("prevHash", 'hex'), encode("hash", 'hex'), ${line('action')},
        COALESCE("actorId"::text, ''),
        COALESCE(CASE WHEN isfinite("at") THEN (date_part('epoch', "at") * 1000)::bigint END::text, ''), "details",
        COALESCE("deviceId"::text, ''), ${line('phase')}, COALESCE("projectId"::text, ''), ${line('reason')},
        ${line('requestId')}, COALESCE("sessionId"::text, ''), ${line('subject')},
        COALESCE(encode("addressSalt", 'hex'), ''), COALESCE(encode("addressDigest", 'hex'), 'null'),
        ${line('address')}), E'\\n' ORDER BY "seq") AS lines
    FROM (SELECT * FROM "AuditEntry" WHERE "seq" > ${after} ORDER BY "seq" LIMIT ${limit}) page`
  return page?.lines ? parseLines(page.lines.split('\n')) : []
}

/** One column of text as one line. */
function line(column: 'action' | 'phase' | 'reason' | 'requestId' | 'subject' | 'address'): Prisma.Sql {
  return Prisma.raw(String.raw`COALESCE(replace(replace("${column}", '\', '\\'), E'\n', '\n'), '\N')`)
}

function parseLines(lines: readonly string[]): ChainEntry[] {
  const known = new Map<string, string>()
  return Array.from({ length: lines.length / FIELDS }, (_, row) =>
    parseEntry(lines.slice(row * FIELDS, (row + 1) * FIELDS), known),
  )
}

/** The text is that of `entryText`, key by key. */
function parseEntry(fields: readonly string[], known: Map<string, string>): ChainEntry {
  const [seq = '', prevHash = '', hash = '', action, actorId, at = '', details = '', deviceId, phase] = fields
  const [projectId, reason, requestId, sessionId, subject, addressSalt = '', digest = '', address = ''] =
    fields.slice(9)
  const text =
    `{"action":${quoted(action)},"actorId":${idOrNull(actorId)},` +
    (digest === 'null' ? `"address":${quoted(address)}` : `"addressDigest":"${digest}"`) +
    `,"at":"${timeOf(at)}","details":${canonicalDetails(details, known)},` +
    `"deviceId":${idOrNull(deviceId)},"phase":${quoted(phase)},"projectId":${idOrNull(projectId)},` +
    `"reason":${quoted(reason)},"requestId":${quoted(requestId)},"seq":"${seq}",` +
    `"sessionId":${idOrNull(sessionId)},"subject":${quoted(subject)}}`
  const addressDigest = digest === 'null' ? '' : digest
  return { seq, prevHash, hash, text, addressSalt, addressDigest, address: textOf(address) }
}

/** As it was hashed; whatever somebody may have put into the database instead is no time, and so not what was hashed. */
function timeOf(milliseconds: string): string {
  const time = new Date(milliseconds === '' ? Number.NaN : Number(milliseconds))
  return Number.isNaN(time.getTime()) ? 'never' : time.toISOString()
}

/** What `line` made of a column. */
function textOf(line: string | undefined): string | null {
  if (line === undefined || line === '\\N') return null
  return line.includes('\\') ? line.replace(/\\(n|\\)/g, (_, kept) => (kept === 'n' ? '\n' : '\\')) : line
}

const quoted = (line: string | undefined): string => JSON.stringify(textOf(line))
const idOrNull = (id: string | undefined): string => (id ? `"${id}"` : 'null')

/** Most entries have one of a few details, `{"outcome": "done"}` above all: each is put in order once a page. */
function canonicalDetails(text: string, known: Map<string, string>): string {
  const before = known.get(text)
  if (before !== undefined) return before
  const canonical = canonicalJson(JSON.parse(text))
  known.set(text, canonical)
  return canonical
}
