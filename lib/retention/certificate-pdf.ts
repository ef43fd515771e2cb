import 'server-only'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AFRelationship, PDFDocument, type PDFFont, type PDFPage, rgb } from '@cantoo/pdf-lib'
import fontkit from '@pdf-lib/fontkit'
import type { SignedCertificate } from './certificate.ts'

const A4 = { width: 595, height: 842 }
const MARGIN = 56
const NAMES = 128
const INK = rgb(0.08, 0.09, 0.11)
const QUIET = rgb(0.38, 0.42, 0.47)
const FONTS = join(process.cwd(), 'node_modules/geist/dist/fonts')

type Fonts = { text: PDFFont; strong: PDFFont; mono: PDFFont }
type Line = { name: string; value: string; mono?: true }

/**
 * The certificate on paper. Names are whatever people have typed: what the font does not have stands as its number, `U+5C71`, and
 * never as a box or as nothing; the whole text, signed, is attached to the file as JSON.
 */
export async function certificatePdf(signed: SignedCertificate): Promise<Uint8Array> {
  const pdf = await PDFDocument.create()
  pdf.registerFontkit(fontkit)
  const fonts = await embed(pdf)
  const { certificate } = signed
  pdf.setTitle(`Certificate of deletion ${certificate.deletion}`)
  pdf.setProducer('Gavel')
  pdf.setCreator('Gavel')
  pdf.setCreationDate(new Date(certificate.doneAt))
  pdf.setModificationDate(new Date(certificate.doneAt))
  const sheet = startSheet(pdf, fonts)
  sheet.head(
    'Certificate of deletion',
    'This recording was deleted for good, from storage and from the video platform.',
  )
  sheet.lines('Recording', recordingLines(signed))
  sheet.lines('What there was, written down before the first byte went', fileLines(signed))
  sheet.lines('Who and why', reasonLines(signed))
  sheet.lines('Proof', proofLines(signed))
  sheet.note(
    'Characters that the font of this page does not have stand as their numbers, U+.... The whole text is attached as certificate.json; ' +
      'verify-export.mjs checks its signature without access to Gavel.',
  )
  await pdf.attach(Buffer.from(JSON.stringify(signed, null, 2)), 'certificate.json', {
    mimeType: 'application/json',
    description: 'The certificate, signed',
    afRelationship: AFRelationship.Source,
  })
  return pdf.save()
}

function recordingLines({ certificate: { recording, deletion } }: SignedCertificate): Line[] {
  return [
    { name: 'Session', value: recording.sessionName ?? 'Session without a name' },
    { name: 'Project', value: recording.project },
    { name: 'Recorded', value: recording.startedAt ?? 'Not known' },
    { name: 'Length', value: recording.seconds === null ? 'Not known' : `${recording.seconds} s` },
    { name: 'Recording', value: recording.id, mono: true },
    { name: 'On the platform', value: recording.platformId, mono: true },
    { name: 'Deletion', value: deletion, mono: true },
  ]
}

function fileLines({ certificate: { files } }: SignedCertificate): Line[] {
  return files.flatMap(({ where, size, digest }) => [
    { name: 'Where', value: `${where}${size === null ? '' : `, ${size} bytes`}` },
    {
      name: 'SHA-256',
      value: digest ?? 'Not taken: Gavel had no copy of this one',
      ...(digest && { mono: true as const }),
    },
  ])
}

function reasonLines({ certificate }: SignedCertificate): Line[] {
  const { askedBy, askedAt, approvedBy, approvedAt, rule, reason, doneAt } = certificate
  return [
    { name: 'Reason', value: reason },
    {
      name: 'Asked by',
      value: askedBy ? `${askedBy.name}, ${askedAt}` : `The rule “${rule?.name ?? ''}”, ${askedAt}`,
    },
    ...(approvedBy ? [{ name: 'Approved by', value: `${approvedBy.name}, ${approvedAt ?? ''}` }] : []),
    { name: 'Gone from storage', value: certificate.goneFromStorageAt ?? 'Not known' },
    { name: 'Gone from platform', value: certificate.goneFromPlatformAt ?? 'Not known' },
    { name: 'Done', value: doneAt },
  ]
}

function proofLines({ certificate: { entry }, keyId, signature }: SignedCertificate): Line[] {
  return [
    { name: 'Entry in the audit log', value: `${entry.seq}, ${entry.at}` },
    { name: 'Hash of the entry', value: entry.hash, mono: true },
    { name: 'Key', value: keyId, mono: true },
    { name: 'Signature', value: signature, mono: true },
  ]
}

async function embed(pdf: PDFDocument): Promise<Fonts> {
  const font = async (file: string) => pdf.embedFont(await readFile(join(FONTS, file)), { subset: false })
  return {
    text: await font('geist-sans/Geist-Regular.ttf'),
    strong: await font('geist-sans/Geist-SemiBold.ttf'),
    mono: await font('geist-mono/GeistMono-Regular.ttf'),
  }
}

function startSheet(pdf: PDFDocument, fonts: Fonts) {
  let page: PDFPage = pdf.addPage([A4.width, A4.height])
  let y = A4.height - MARGIN
  const room = (height: number) => {
    if (y - height >= MARGIN) return
    page = pdf.addPage([A4.width, A4.height])
    y = A4.height - MARGIN
  }
  const write = (text: string, font: PDFFont, size: number, { x = MARGIN, color = INK } = {}) => {
    for (const line of wrap(drawable(text, font), font, size, A4.width - MARGIN - x)) {
      room(size * 1.5)
      y -= size * 1.5
      page.drawText(line, { x, y, size, font, color })
    }
  }
  return {
    head(title: string, about: string) {
      write(title, fonts.strong, 20)
      write(about, fonts.text, 10, { color: QUIET })
    },
    lines(title: string, lines: readonly Line[]) {
      y -= 14
      write(title, fonts.strong, 11)
      y -= 2
      for (const { name, value, mono } of lines) {
        room(15)
        page.drawText(name, { x: MARGIN, y: y - 13.5, size: 9, font: fonts.text, color: QUIET })
        write(value, mono ? fonts.mono : fonts.text, 9, { x: MARGIN + NAMES })
      }
    },
    note(text: string) {
      y -= 14
      write(text, fonts.text, 8, { color: QUIET })
    },
  }
}

/** The text with what the font lacks as numbers; nothing of it can turn a line around or hide. */
export function drawable(text: string, font: Pick<PDFFont, 'getCharacterSet'>): string {
  const known = new Set(font.getCharacterSet())
  return [...text.toWellFormed().normalize('NFC')]
    .map((char) => {
      const code = char.codePointAt(0) ?? 0
      const isShown = known.has(code) && !/[\p{C}\p{Zl}\p{Zp}\p{M}]/u.test(char)
      return isShown ? char : `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`
    })
    .join('')
}

function wrap(text: string, font: PDFFont, size: number, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ').flatMap((one) => pieces(one, font, size, width))) {
    const longer = line ? `${line} ${word}` : word
    if (line && font.widthOfTextAtSize(longer, size) > width) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return [...lines, line]
}

/** A word that is wider than the line, in as many as it takes. */
function pieces(word: string, font: PDFFont, size: number, width: number): string[] {
  if (font.widthOfTextAtSize(word, size) <= width) return [word]
  const most = Math.max(1, Math.floor(width / (font.widthOfTextAtSize('M', size) * 0.8)))
  return word.match(new RegExp(`.{1,${most}}`, 'gu')) ?? [word]
}
