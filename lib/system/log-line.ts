import 'server-only'

const KEPT_BACK = '[kept back]'
const LONGEST_TEXT = 8_000
const LIMITS = { depth: 8, entries: 200 }

/** Keys whose values never reach a line, wherever they stand: secrets, and who somebody is. */
const SECRET_KEY =
  /pass(word|phrase)|secret|token|authori[sz]ation|cookie|credential|(private|api|master).?key|e-?mail|^(name|display.?name|code|codes|seed|set-cookie)$/i

/**
 * What is recognised without its key, in a message or a stack. The last three are what secrets in general look like; ids of
 * sessions are as long, are wanted in a log, and begin with their version.
 */
const SECRET_SHAPES: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  /\beyJ[\w-]{8,}(?:\.[\w-]*){1,4}/g,
  /\bT1==[\w+/=-]{8,}/g,
  /\bgavel_[0-9A-Za-z]{8}_[\w-]{8,}/g,
  /\$argon2(?:id|i|d)\$[^\s"]+/g,
  /(?<=\b(?:bearer|basic)\s+)[\w.~+/=-]{6,}/gi,
  /(?<=\/\/)[^/\s@]{0,200}:[^/\s@]{0,200}(?=@)/g,
  /(?<=\/(?:link\/\w+|room)\/)[\w-]{8,}/g,
  /(?<=\bgavel\.\w+=)[^;\s]+/g,
  /[^\s"'<>()[\],;:=@]{1,64}@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu,
  /(?<![\w-])[0-9a-f]{32,}(?![\w-])/gi,
  /(?<![\w-])(?![12]_MX)[\w-]{43,}(?![\w-])/g,
  /(?<![\w+/-])[A-Za-z0-9+/]{42,}={1,2}/g,
]

/**
 * A line as it is written. The last thing that happens to it, so that it holds for whatever was logged, by us or by a
 * library: one JSON object on one line, of bounded length, nothing in it that moves a terminal's cursor or that some reader
 * takes for the end of a line, and no secret, by its key or by its shape.
 */
export function logLine(line: string): string {
  return `${neutral(JSON.stringify(tidy(parse(line), 0)))}\n`
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return { level: 50, msg: 'a line was lost: it was no JSON', length: line.length }
  }
}

function tidy(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return tidyText(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth === LIMITS.depth) return '[too deep]'
  if (Array.isArray(value)) return value.slice(0, LIMITS.entries).map((one) => tidy(one, depth + 1))
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, LIMITS.entries)
      .map(([key, one]) => [
        tidyText(key),
        SECRET_KEY.test(key) && one !== null ? KEPT_BACK : tidy(one, depth + 1),
      ]),
  )
}

/** Cut first, so that a megabyte costs no more than a page; and between words, so that no secret is cut beyond recognition. */
function tidyText(text: string): string {
  const cut =
    text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT).replace(/\S+$/, '')}… (${text.length})` : text
  return SECRET_SHAPES.reduce((kept, shape) => kept.replace(shape, KEPT_BACK), cut)
}

/** JSON escapes the control characters of ASCII; some readers also break lines at these, and terminals obey some. */
function neutral(json: string): string {
  return json.replace(
    /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
