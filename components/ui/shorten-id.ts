/** An identifier cut in its middle: people tell them apart by both ends. */
export function shortenId(id: string, { head = 10, tail = 4 } = {}): string {
  return id.length <= head + tail + 1 ? id : `${id.slice(0, head)}…${id.slice(-tail)}`
}
