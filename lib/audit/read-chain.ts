import 'server-only'
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

const FIELDS = 9

/**
 * The entries after one, in their order. One value of text per page, a field on each line (JSON never has a line break): a
 * million rows as objects of the database client take several times as long as all of their hashing. What stands around the
 * details is written as JSON by PostgreSQL, whose escapes are those of JSON.stringify; the order of keys in the details is
 * ours alone.
 */
export async function readChain(tx: Tx, after: bigint, limit: number): Promise<ChainEntry[]> {
  const [page] = await tx.$queryRaw<{ lines: string | null }[]>`
    SELECT string_agg(concat_ws(E'\n', "seq", encode("prevHash", 'hex'), encode("hash", 'hex'),
        concat('{"action":', to_json("action"), ',"actorId":', COALESCE(to_json("actorId")::text, 'null'),
          CASE WHEN "addressDigest" IS NULL THEN ',"address":' || COALESCE(to_json("address")::text, 'null')
            ELSE ',"addressDigest":"' || encode("addressDigest", 'hex') || '"' END,
          ',"at":"', to_char("at" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), '","details":'),
        "details"::text,
        concat(',"deviceId":', COALESCE(to_json("deviceId")::text, 'null'), ',"phase":', to_json("phase"),
          ',"projectId":', COALESCE(to_json("projectId")::text, 'null'),
          ',"reason":', COALESCE(to_json("reason")::text, 'null'), ',"requestId":', to_json("requestId"),
          ',"seq":"', "seq", '","sessionId":', COALESCE(to_json("sessionId")::text, 'null'),
          ',"subject":', COALESCE(to_json("subject")::text, 'null'), '}'),
        COALESCE(encode("addressSalt", 'hex'), ''), COALESCE(encode("addressDigest", 'hex'), ''),
        COALESCE(to_json("address")::text, 'null')), E'\n' ORDER BY "seq") AS lines
    FROM (SELECT * FROM "AuditEntry" WHERE "seq" > ${after} ORDER BY "seq" LIMIT ${limit}) page`
  return page?.lines ? parseLines(page.lines.split('\n')) : []
}

function parseLines(lines: readonly string[]): ChainEntry[] {
  const line = (index: number) => lines[index] ?? ''
  const known = new Map<string, string>()
  return Array.from({ length: lines.length / FIELDS }, (_, row) => {
    const at = row * FIELDS
    return {
      seq: line(at),
      prevHash: line(at + 1),
      hash: line(at + 2),
      text: line(at + 3) + canonicalDetails(line(at + 4), known) + line(at + 5),
      addressSalt: line(at + 6),
      addressDigest: line(at + 7),
      address: JSON.parse(line(at + 8)),
    }
  })
}

/** Most entries have one of a few details, `{"outcome": "done"}` above all: each is put in order once a page. */
function canonicalDetails(text: string, known: Map<string, string>): string {
  const before = known.get(text)
  if (before !== undefined) return before
  const canonical = canonicalJson(JSON.parse(text))
  known.set(text, canonical)
  return canonical
}
