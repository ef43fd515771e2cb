import 'server-only'

export const KEPT_BACK = '[kept back]'

/** What a secret or a person looks like when it stands where nobody expected it: in an error's own words, above all. */
const SHAPES: readonly [RegExp, string][] = [
  [/\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g, KEPT_BACK], // a JWT
  [/\bT1==[\w+/=-]{8,}/g, KEPT_BACK], // a token of the platform's older kind
  [/\bgavel_\w{20,}/g, KEPT_BACK], // an API key of ours
  [/\b(Bearer|Basic) [\w+/=.~-]{8,}/g, `$1 ${KEPT_BACK}`],
  [/-----BEGIN [A-Z ]+-----.*?-----END [A-Z ]+-----/g, KEPT_BACK],
  [/\b(postgres(?:ql)?:\/\/[^\s:@/"]+):[^\s@"]+@/g, `$1:${KEPT_BACK}@`],
  [/[^\s"'<>@(),:;\\[\]]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/gi, KEPT_BACK], // an e-mail address
]

/** Line ends to some readers of a log, though not to JSON. */
const LINE_ENDS = /[\u0085\u2028\u2029]/g

/** A line of the log, one JSON object, without what looks like a secret or a person, and with no line end but its last. */
export function hideShapes(line: string): string {
  const shown = SHAPES.reduce((text, [shape, instead]) => text.replace(shape, instead), line)
  return shown.replace(LINE_ENDS, (end) => `\\u${end.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
