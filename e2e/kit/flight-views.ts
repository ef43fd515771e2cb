/** A kind of thing that a page hands to its scripts: the sorted names of its fields. */
export type Fields = string

/** What tells a thing of ours from the properties of a component: it is known by one of these. */
const KNOWN_BY = ['id', 'seq', 'accountId', 'connectionId', 'projectId']

/** Every kind of thing in a page as the framework sends it to its own script (`RSC: 1`), and whatever stands inside one. */
export function viewsIn(flight: string): Set<Fields> {
  const found = new Set<Fields>()
  for (const row of rowsOf(Buffer.from(flight))) collect(row, found, false)
  return found
}

/** The same of plain JSON. */
export function thingsIn(value: unknown): Set<Fields> {
  const found = new Set<Fields>()
  collect(value, found, false)
  return found
}

/** The rows that are JSON. Those of text have their length in front and no line end behind, so that all must be counted off. */
function rowsOf(flight: Buffer): unknown[] {
  const rows: unknown[] = []
  for (let at = 0; at < flight.length; ) {
    const begin = flight.indexOf(':', at) + 1
    if (begin === 0) throw new Error(`No row begins at ${at}`)
    const [, length] = /^T([0-9a-f]+),/.exec(flight.toString('latin1', begin, begin + 12)) ?? []
    if (length !== undefined) {
      at = begin + length.length + 2 + Number.parseInt(length, 16)
      continue
    }
    const end = flight.indexOf('\n', begin)
    const row = flight.toString('utf8', begin, end < 0 ? flight.length : end)
    if (/^[[{]/.test(row)) rows.push(JSON.parse(row))
    at = end < 0 ? flight.length : end + 1
  }
  return rows
}

function collect(value: unknown, found: Set<Fields>, isInside: boolean): void {
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    // An element: what stands in its properties is looked at, the properties themselves are no thing.
    const isElement = value[0] === '$' && typeof value[1] === 'string'
    for (const one of isElement ? Object.values(Object(value[3])) : value)
      collect(one, found, isInside && !isElement)
    return
  }
  const names = Object.keys(value)
  const isThing = isInside || names.some((name) => KNOWN_BY.includes(name))
  if (isThing) found.add(names.sort().join(' '))
  for (const one of Object.values(value)) collect(one, found, isThing)
}
