import 'server-only'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PDFDocument, type PDFFont, type PDFPage } from '@cantoo/pdf-lib'
import fontkit from '@pdf-lib/fontkit'
import type { Certificate } from './certificate.ts'
import { certificateLines, type Line } from './certificate-lines.ts'

/** Latin with all its marks, Cyrillic and more; what it has not is written as its code point. */
const FONT = join(process.cwd(), 'node_modules/geist/dist/fonts/geist-sans/Geist-Regular.ttf')

/** A4 in points. */
const PAGE = { width: 595.28, height: 841.89, margin: 56 }
const SIZE: Record<Line['kind'], { size: number; before: number }> = {
  title: { size: 18, before: 0 },
  head: { size: 11.5, before: 10 },
  text: { size: 9.5, before: 2 },
  small: { size: 7.5, before: 1 },
}

/** The certificate to hand over: what it states in words, its signature, and the signed facts, also as an attached file. */
export async function certificatePdf(certificate: Certificate): Promise<Uint8Array> {
  const bytes = await readFile(FONT)
  const known = fontkit.create(bytes)
  const document = await PDFDocument.create()
  document.registerFontkit(fontkit)
  const font = await document.embedFont(bytes, { features: { liga: false, calt: false } })
  document.setTitle('Certificate of deletion')
  document.setSubject(certificate.facts.recording.id)
  document.setCreationDate(new Date(certificate.facts.doneAt))
  document.setModificationDate(new Date(certificate.facts.doneAt))
  const json = JSON.stringify(certificate, null, 2)
  await document.attach(Buffer.from(json), 'deletion.json', { mimeType: 'application/json' })
  const pen = { page: newPage(document), y: PAGE.height - PAGE.margin }
  for (const line of certificateLines(certificate)) {
    const shown = [...line.text]
      .map((letter) => (known.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0) ? letter : codePoint(letter)))
      .join('')
    writeLine(document, font, pen, { ...line, text: shown })
  }
  return document.save()
}

const newPage = (document: PDFDocument): PDFPage => document.addPage([PAGE.width, PAGE.height])

const codePoint = (letter: string): string =>
  `[U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`

function writeLine(
  document: PDFDocument,
  font: PDFFont,
  pen: { page: PDFPage; y: number },
  { kind, text }: Line,
): void {
  const { size, before } = SIZE[kind]
  pen.y -= before
  for (const row of rowsOf(text, font, size)) {
    if (pen.y - size < PAGE.margin) {
      pen.page = newPage(document)
      pen.y = PAGE.height - PAGE.margin
    }
    pen.page.drawText(row, { x: PAGE.margin, y: pen.y - size, size, font })
    pen.y -= size * 1.4
  }
}

/** Breaks between words, and within one that is wider than the page. Letters are measured one by one, each once. */
function rowsOf(text: string, font: PDFFont, size: number): string[] {
  const widths = new Map<string, number>()
  const widthOf = (letter: string): number => {
    const width = widths.get(letter) ?? font.widthOfTextAtSize(letter, size)
    widths.set(letter, width)
    return width
  }
  const room = PAGE.width - 2 * PAGE.margin
  const rows: string[] = []
  let [row, used] = ['', 0]
  const breakRow = () => {
    rows.push(row)
    row = ''
    used = 0
  }
  for (const word of text.split(/(?<= )/)) {
    const wide = [...word].reduce((sum, letter) => sum + widthOf(letter), 0)
    if (row !== '' && used + wide > room && wide <= room) breakRow()
    for (const letter of word) {
      if (used + widthOf(letter) > room) breakRow()
      row += letter
      used += widthOf(letter)
    }
  }
  return [...rows, row]
}
