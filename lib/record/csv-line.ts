import 'server-only'

/** Excel takes a file without it for one of another character set. */
export const BYTE_ORDER_MARK = '\uFEFF'

/**
 * What a spreadsheet would take for a formula at the beginning of a cell, in ASCII and in full width; line ends, which some
 * skip before they look; and the apostrophe itself, so that taking one off again gives back what was there.
 */
const ACTIVE = /^['=+\-@\t\r\n＝＋－＠]/

/** One line by RFC 4180: every cell quoted, quotes doubled, and nothing in it that a spreadsheet would compute. */
export function csvLine(cells: readonly (string | null)[]): string {
  return `${cells.map((cell) => csvCell(cell ?? '')).join(',')}\r\n`
}

function csvCell(text: string): string {
  const harmless = ACTIVE.test(text) ? `'${text}` : text
  return `"${harmless.replaceAll('"', '""')}"`
}
