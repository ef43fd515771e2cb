import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvLine } from '#lib/record/csv-line.ts'
import { hostileTexts } from '../kit/hostile-texts.ts'

/** S9: what people wrote comes out of a file as they wrote it, and no spreadsheet computes it. */
const ACTIVE = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']
const FORMULAS = [
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '＝1+1',
  "'=1",
  "''",
  '"=1"',
  'a,b',
  'a\r\nb',
]

/** One line by RFC 4180. */
function parse(line: string): string[] {
  expect(line.endsWith('\r\n')).toBe(true)
  const cells = [...line.slice(0, -2).matchAll(/(?:^|,)"((?:[^"]|"")*)"/g)]
  expect(cells.map(([whole]) => whole).join('')).toBe(line.slice(0, -2))
  return cells.map(([, cell = '']) => cell.replaceAll('""', '"'))
}

/** What was meant: an apostrophe in front of what would be active is ours. */
const original = (cell: string) => (cell.startsWith("'") ? cell.slice(1) : cell)

const cellText = fc.oneof(
  fc.constantFrom(...FORMULAS, ...hostileTexts()),
  fc.string({ unit: 'grapheme' }),
  fc.tuple(fc.constantFrom(...ACTIVE, "'"), fc.string()).map((parts) => parts.join('')),
)

test('what is read back is what was written, whatever stands in it', () => {
  fc.assert(
    fc.property(fc.array(cellText, { minLength: 1, maxLength: 6 }), (cells) => {
      expect(parse(csvLine(cells)).map(original)).toEqual(cells)
    }),
  )
})

test('no cell begins with what a spreadsheet computes', () => {
  fc.assert(
    fc.property(cellText, (text) => {
      const [cell = ''] = parse(csvLine([text]))
      expect(ACTIVE.some((sign) => cell.startsWith(sign))).toBe(false)
    }),
  )
})

test('what is not there is an empty cell', () => expect(csvLine([null, 'a'])).toBe('"","a"\r\n'))
