import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { type MailServer, startMailServer } from '../../e2e/kit/mail-server.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { testEnv } from '../../e2e/kit/test-env.ts'
import { type Letter, queueLetter } from './queue-letter.ts'
import { type SendOne, sendLetters, smtpSender } from './send-letters.ts'

const FROM = 'gavel@moderation.northlight.example'
const MIA = { to: 'mia.sato@northlight.example', subject: 'You are invited to Gavel', text: 'Hello Mia.\n' }

let database: TestDatabase
let db: Database
let server: MailServer
let send: SendOne

beforeAll(async () => {
  testEnv({ GAVEL_LOG_LEVEL: 'silent' })
  database = await createTestDatabase()
  db = openDatabase(database.url)
})

afterAll(async () => {
  await db.$disconnect()
  await database.drop()
})

beforeEach(async () => {
  server = await startMailServer()
  send = smtpSender(server.url, FROM)
  await db.mail.deleteMany()
})

afterEach(() => server.stop())

const queue = (letter: Letter) => db.$transaction((tx) => queueLetter(tx, letter))
/** A column of milliseconds may round now to what is not yet. */
const letDue = () => db.$executeRaw`UPDATE "Mail" SET "nextTryAt" = now() - interval '1 second'`
const onFile = () => db.mail.findFirstOrThrow()

describe('a letter', () => {
  test('arrives whole, at its one recipient, from the address of this console, and its text is gone', async () => {
    await queue({
      ...MIA,
      text: 'Hello Mia.\n\nOpen this link:\nhttps://moderation.northlight.example/link/invite/x\n.\n',
    })
    expect(await sendLetters(db, send)).toBe(1)
    const [letter] = server.letters
    expect(server.letters).toHaveLength(1)
    expect(letter).toMatchObject({ from: FROM, to: [MIA.to] })
    expect(letter?.head('From')).toBe(FROM)
    expect(letter?.head('To')).toBe(MIA.to)
    expect(letter?.head('Subject')).toBe(MIA.subject)
    expect(letter?.head('Auto-Submitted')).toBe('auto-generated')
    expect(letter?.text).toBe(
      'Hello Mia.\n\nOpen this link:\nhttps://moderation.northlight.example/link/invite/x\n.\n',
    )
    const row = await onFile()
    expect(row.text).toBeNull()
    expect(row.sentAt).not.toBeNull()
    expect(letter?.head('Message-ID')).toBe(`<${row.id}@gavel>`)
  })

  test.each([
    ['Japanese', '佐藤 美亜'],
    ['Arabic', 'ميا ساتو'],
    ['Greek', 'Μία Σάτο'],
    ['a name with marks and pictures', 'Zoë Ångström 🎷'],
  ])('with a name in %s arrives as it was written', async (_what, name) => {
    await queue({ ...MIA, subject: `${name} invites you`, text: `${name} invites you.\n` })
    await sendLetters(db, send)
    expect(server.letters[0]?.head('Subject')).toBe(`${name} invites you`)
    expect(server.letters[0]?.text).toBe(`${name} invites you.\n`)
  })

  test('that was never queued, because the change was undone, does not leave', async () => {
    const undone = db.$transaction(async (tx) => {
      await queueLetter(tx, MIA)
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    expect(await sendLetters(db, send)).toBe(0)
    expect(server.letters).toEqual([])
  })
})

describe('a letter that is refused', () => {
  test('is tried again later, each time after a pause twice as long, and then given up', async () => {
    server.refuse(451)
    await queue(MIA)
    const pauses: number[] = []
    for (let attempt = 1; attempt <= 8; attempt++) {
      await letDue()
      await sendLetters(db, send)
      const [row] = await db.$queryRaw<{ pause: number; attempts: number; failure: string | null }[]>`
        SELECT extract(epoch FROM "nextTryAt" - now())::float AS pause, "attempts", "failure" FROM "Mail"`
      expect(row).toMatchObject({ attempts: attempt, failure: 'EENVELOPE' })
      pauses.push(Math.round((row?.pause ?? 0) / 15))
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 64, 128])
    await letDue()
    const asked = server.asked
    expect(await sendLetters(db, send)).toBe(0)
    expect(server.asked).toBe(asked)
  })

  test('is not tried before its pause is over, and arrives once the server takes it', async () => {
    server.refuse(451)
    await queue(MIA)
    await sendLetters(db, send)
    server.refuse(null)
    expect(await sendLetters(db, send)).toBe(0)
    await letDue()
    expect(await sendLetters(db, send)).toBe(1)
    expect(server.letters).toHaveLength(1)
    expect((await onFile()).failure).toBeNull()
  })

  test('leaves no word of the server in the database, which may hold the address', async () => {
    server.refuse(550)
    await queue(MIA)
    await sendLetters(db, send)
    expect((await onFile()).failure).toBe('EENVELOPE')
  })

  test('does not hold up the others', async () => {
    server.refuse(550, 'gone@northlight.example')
    await queue({ ...MIA, to: 'gone@northlight.example' })
    await queue(MIA)
    await sendLetters(db, send)
    expect(server.letters.map(({ to }) => to)).toEqual([[MIA.to]])
  })

  test('because there is no server waits like any other', async () => {
    await queue(MIA)
    await sendLetters(db, smtpSender('smtp://127.0.0.1:9', FROM))
    expect(await onFile()).toMatchObject({ attempts: 1, sentAt: null, failure: 'ESOCKET' })
  })
})

test('ten senders at once send each of thirty letters once', async () => {
  for (let n = 0; n < 30; n++) await queue({ ...MIA, to: `person-${n}@northlight.example` })
  const sent = await Promise.all(Array.from({ length: 10 }, () => sendLetters(db, send)))
  expect(sent.reduce((sum, count) => sum + count)).toBe(30)
  const recipients = server.letters.flatMap(({ to }) => to)
  expect(recipients).toHaveLength(30)
  expect(new Set(recipients).size).toBe(30)
})

test.each([
  ['Hi\r\nBcc: mallory@evil.example', 'Hi Bcc: mallory@evil.example'],
  ['Hi\nthere', 'Hi there'],
  ['Hi\rthere', 'Hi there'],
  ['Hi \t there', 'Hi there'],
  ['Hi\u2028there\u2029now', 'Hi there now'],
  ['x'.repeat(5_000), 'x'.repeat(320)],
])('what goes into a head of a letter is on file as one short line: %j', async (given, kept) => {
  await queue({ ...MIA, to: given, subject: given, text: given })
  expect(await onFile()).toMatchObject({ to: kept, subject: kept, text: given })
})

describe('somebody hostile cannot', () => {
  test.each([
    [
      'add a head by a line break in the subject',
      { subject: 'Hi\r\nBcc: mallory@evil.example\r\n\r\nBuy this' },
    ],
    ['add a head by a lone line feed in the subject', { subject: 'Hi\nBcc: mallory@evil.example' }],
    ['add a head by a lone carriage return', { subject: 'Hi\rBcc: mallory@evil.example' }],
    [
      'end the letter and begin another by its text',
      { text: '.\r\nMAIL FROM:<a@evil.example>\r\nRCPT TO:<b@evil.example>\r\n' },
    ],
    ['begin an attachment by its text', { text: 'Content-Type: text/html\r\n\r\n<b>x</b>\n' }],
  ])('%s', async (_what, change) => {
    await queue({ ...MIA, ...change })
    await sendLetters(db, send)
    expect(server.letters).toHaveLength(1)
    const [letter] = server.letters
    expect(letter?.to).toEqual([MIA.to])
    expect(letter?.head('Bcc')).toBeNull()
    expect(letter?.head('Content-Type')).toMatch(/^text\/plain/)
  })

  test.each([
    'mia@northlight.example\r\nRCPT TO:<mallory@evil.example>',
    'mia@northlight.example\r\nBcc: mallory@evil.example',
    'mia@northlight.example, mallory@evil.example',
    'mia@northlight.example> <mallory@evil.example',
    'mia@northlight.example;mallory@evil.example',
    '"mallory@evil.example" mia@northlight.example',
    'Mia <mallory@evil.example>',
  ])('make it go to mallory too: %j', async (to) => {
    await queue({ ...MIA, to })
    await sendLetters(db, send)
    const recipients = server.letters.flatMap((letter) => letter.to)
    expect(recipients.filter((recipient) => recipient.endsWith('@evil.example'))).toEqual([])
    expect(recipients.length).toBeLessThanOrEqual(1)
    expect(server.letters.every((letter) => letter.head('Bcc') === null)).toBe(true)
  })
})
