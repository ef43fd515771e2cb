import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Permission } from '#lib/access/permissions.ts'
import { endAlerts } from '#lib/live/end-alerts.ts'
import { type NewAlert, raiseAlerts } from '#lib/live/raise-alerts.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { aProject, aSession, aSignedIn } from '../../e2e/kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { testEnv } from '../../e2e/kit/test-env.ts'
import type { MailChoice } from './model.ts'
import { tellNews } from './tell-news.ts'
import { writeAlertLetters } from './write-letters.ts'

let server: TestDatabase
let db: Database
/** A second server on the same database. */
let other: Database
let projectId: string
let sessionId: string
const HANDLES: Permission[] = ['session.view', 'archive.view', 'alert.handle']

beforeAll(async () => {
  testEnv()
  server = await createTestDatabase()
  db = openDatabase(server.url)
  other = openDatabase(server.url)
})

beforeEach(async () => {
  await db.alert.deleteMany()
  await db.mail.deleteMany()
  await db.roleHolding.deleteMany()
  projectId = (await aProject(db)).id
  sessionId = (await aSession(db, projectId, { name: 'Mia Keller sings' })).id
})

afterAll(async () => {
  await Promise.all([db.$disconnect(), other.$disconnect()])
  await server.drop()
})

async function aHandler(
  mail: MailChoice,
  permissions = HANDLES,
  where: readonly string[] | 'everywhere' = 'everywhere',
): Promise<string> {
  const { actor } = await aSignedIn(db, permissions, where)
  await db.account.update({ where: { id: actor.accountId }, data: { alertMail: mail } })
  return (await db.account.findUniqueOrThrow({ where: { id: actor.accountId } })).email
}

const alarm = (level: 'notice' | 'urgent', more: Partial<NewAlert> = {}): NewAlert => ({
  kind: 'grantReused',
  level,
  projectId,
  sessionId,
  cause: newId(),
  ...more,
})
const raise = (...alerts: NewAlert[]) => db.$transaction((tx) => raiseAlerts(tx, alerts))
/** One turn of the clock. */
async function turn(): Promise<void> {
  await tellNews(db)
  await writeAlertLetters(db)
}
const letters = () =>
  db.mail.findMany({ select: { to: true, subject: true, text: true }, orderBy: { id: 'asc' } })
const minutesPass = (minutes: number) =>
  db.$executeRaw`UPDATE "Account" SET "alertMailedAt" = "alertMailedAt" - make_interval(mins => ${minutes})`

describe('an alert goes by mail', () => {
  test('to who handles alerts there and wants such letters', async () => {
    const [all, urgent] = [await aHandler('all'), await aHandler('urgent')]
    await aHandler('none')
    await raise(alarm('notice'))
    await turn()
    expect((await letters()).map(({ to }) => to)).toEqual([all])
    await minutesPass(5)
    await raise(alarm('urgent'))
    await turn()
    expect(
      (await letters())
        .slice(1)
        .map(({ to }) => to)
        .sort(),
    ).toEqual([all, urgent].sort())
  })

  test.each<[string, Permission[], () => readonly string[] | 'everywhere', Partial<NewAlert>]>([
    ['does not handle alerts', ['session.view'], () => 'everywhere', {}],
    ['handles them in another project', HANDLES, () => [newId()], {}],
    ['may not see what it is about', ['alert.handle'], () => 'everywhere', {}],
    [
      'sees sessions, and it is about a recording',
      ['alert.handle', 'session.view'],
      () => 'everywhere',
      { sessionId: null, kind: 'fileChanged' },
    ],
  ])('not to who %s', async (_who, permissions, where, more) => {
    const projects = where()
    if (projects !== 'everywhere')
      for (const id of projects)
        await db.project.create({ data: { id, name: 'Other', platform: 'opentok', platformId: newId() } })
    await aHandler('all', permissions, projects)
    const platformId = newId()
    const archive = await db.archive.create({
      data: { projectId, sessionId, platformId, state: 'available' },
    })
    await raise(alarm('urgent', { ...more, ...(more.kind === 'fileChanged' && { archiveId: archive.id }) }))
    await turn()
    expect(await letters()).toEqual([])
  })

  test('not to who has lost the right, or the account, before the letter was written', async () => {
    await aHandler('all')
    await raise(alarm('urgent'))
    await tellNews(db)
    await db.roleHolding.deleteMany()
    await writeAlertLetters(db)
    const email = await aHandler('all')
    await raise(alarm('urgent'))
    await tellNews(db)
    await db.account.update({ where: { email }, data: { disabledAt: new Date() } })
    await writeAlertLetters(db)
    expect(await letters()).toEqual([])
    expect(await db.alertLetter.count()).toBe(0)
  })
})

describe('one letter', () => {
  test('tells of all that came, the urgent first, and is followed by the next after five minutes', async () => {
    await aHandler('all')
    await raise(alarm('notice'), alarm('urgent', { kind: 'actionUnconfirmed' }))
    await turn()
    await raise(alarm('notice'))
    await raise(alarm('notice', { kind: 'personalData' }))
    await turn()
    expect((await letters()).map(({ subject }) => subject)).toEqual(['2 alerts, 1 urgent'])
    expect((await letters())[0]?.text).toMatch(
      /^2 alerts, 1 urgent in Gavel:\n\nUrgent: [\s\S]*Notice: [\s\S]*\/alerts\n/,
    )
    await minutesPass(5)
    await turn()
    await turn()
    expect((await letters()).map(({ subject }) => subject)).toEqual(['2 alerts, 1 urgent', '2 alerts'])
  })

  test('names kinds, the project and times, and neither the session nor anybody in it', async () => {
    await aHandler('all')
    await raise(alarm('urgent', { details: { why: 'Mia Keller', said: 'mia@northlight.example' } }))
    await turn()
    const [letter] = await letters()
    expect(letter?.subject).toBe('Urgent alert: Grant reused')
    expect(letter?.text).toContain('One token brought a second connection.\nOpenmic, ')
    expect(`${letter?.subject}${letter?.text}`).not.toMatch(/Mia|Keller|sings|@/)
  })

  test('does not tell of what is over, nor twice of one alert that became urgent', async () => {
    await aHandler('all')
    const expiring = alarm('notice', { cause: 'two' })
    await raise(alarm('urgent', { cause: 'one' }), expiring)
    await tellNews(db)
    await db.$transaction((tx) => endAlerts(tx, ['one']))
    await raise({ ...expiring, level: 'urgent' })
    await turn()
    expect((await letters()).map(({ subject }) => subject)).toEqual(['Urgent alert: Grant reused'])
    await minutesPass(5)
    await turn()
    expect(await letters()).toHaveLength(1)
  })
})

describe('R4 and R5: whatever dies or runs twice', () => {
  test('a letter is written once by servers that look at once, and once more changes nothing', async () => {
    for (let person = 0; person < 4; person++) await aHandler('all')
    await raise(...Array.from({ length: 5 }, () => alarm('notice')))
    await Promise.all([tellNews(db), tellNews(other)])
    await Promise.all([writeAlertLetters(db), writeAlertLetters(other)])
    await turn()
    const written = await letters()
    expect([written.length, new Set(written.map(({ to }) => to)).size]).toEqual([4, 4])
    expect(written.every(({ subject }) => subject === '5 alerts')).toBe(true)
  })

  test('a server that dies while it tells the news, or while it writes, leaves all of it to the next', async () => {
    await aHandler('all')
    await raise(alarm('urgent'))
    await expect(dyingBefore('AlertLetter', () => tellNews(db))).rejects.toThrow()
    expect(await db.alertNews.count()).toBe(1)
    await tellNews(db)
    await expect(dyingBefore('Mail', () => writeAlertLetters(db))).rejects.toThrow()
    expect([await db.alertLetter.count(), await db.mail.count()]).toEqual([1, 0])
    await writeAlertLetters(db)
    expect(await letters()).toHaveLength(1)
  })
})

/** As if the server died at that write: nothing of its transaction is there. */
async function dyingBefore(table: 'AlertLetter' | 'Mail', work: () => Promise<unknown>): Promise<void> {
  await db.$executeRawUnsafe(
    `CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''dead''; END'`,
  )
  await db.$executeRawUnsafe(
    `CREATE TRIGGER die BEFORE INSERT ON "${table}" FOR EACH ROW EXECUTE FUNCTION die()`,
  )
  try {
    await work()
  } finally {
    await db.$executeRawUnsafe('DROP FUNCTION die CASCADE')
  }
}
