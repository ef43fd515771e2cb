import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recordAudits } from '#lib/audit/record-audit.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { anAccount, anActor, aProject, aSignedIn } from '../../e2e/kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { filterChoices } from './filter-choices.ts'
import { SEARCHED } from './select-entries.ts'

let database: TestDatabase
let db: Database
let [openmic, tutor, ines, kai, lena] = ['', '', '', '', '']

beforeAll(async () => {
  database = await createTestDatabase()
  db = openDatabase(database.url)
  openmic = (await aProject(db, { name: 'Openmic' })).id
  tutor = (await aProject(db, { name: 'Tutor' })).id
  ines = (await anAccount(db, 'Ines Duarte')).id
  kai = (await anAccount(db, 'Kai Anders')).id
  lena = (await anAccount(db, 'Lena Hoffmann')).id
  await aSignedIn(db, ['audit.view'], [openmic, tutor]) // who holds a role there and has done nothing
  await write([
    { actorId: ines, action: 'participant.mute', projectId: openmic },
    { actorId: kai, action: 'participant.mute', projectId: tutor, subject: `account:${ines}` },
    { actorId: lena, action: 'account.disable', subject: `account:${ines}` },
    { actorId: null, action: 'session.watch', projectId: tutor },
  ])
})

afterAll(async () => {
  await db.$disconnect()
  await database.drop()
})

type Given = { actorId: string | null; action: string; projectId?: string; subject?: string }

function write(entries: Given[]): Promise<void> {
  const base = { phase: 'event', deviceId: null, address: null, details: {} } as const
  return db.$transaction((tx) =>
    recordAudits(
      tx,
      entries.map((entry) => ({ ...base, requestId: newId(), ...entry })),
    ),
  )
}

const everywhere = () => anActor(['audit.view'])
const onlyIn = (...projects: string[]) => anActor(['audit.view'], new Set(projects))
const offered = async (...[actor, chosen]: [ReturnType<typeof onlyIn>, string?]) =>
  (await filterChoices(actor, chosen, db)).people.map(({ name }) => name)

test('the choices are who has acted, the actions on the record, and the projects', async () => {
  const choices = await filterChoices(everywhere(), undefined, db)
  expect(choices.actions).toEqual(['account.disable', 'participant.mute', 'session.watch'])
  expect(choices.people).toEqual([
    { id: ines, name: 'Ines Duarte' },
    { id: kai, name: 'Kai Anders' },
    { id: lena, name: 'Lena Hoffmann' },
  ])
  expect(choices.projects.map(({ name }) => name)).toEqual(['Openmic', 'Tutor'])
})

describe('whoever reads the record of single projects', () => {
  test('is offered who has acted there: nobody else’s name, and no other project', async () => {
    expect(await offered(onlyIn(openmic))).toEqual(['Ines Duarte'])
    expect(await offered(onlyIn(tutor))).toEqual(['Kai Anders'])
    expect(await offered(onlyIn(openmic, tutor))).toEqual(['Ines Duarte', 'Kai Anders'])
    const { projects } = await filterChoices(onlyIn(openmic), undefined, db)
    expect(projects).toEqual([{ id: openmic, name: 'Openmic' }])
  })

  test('learns no name by choosing somebody who has done nothing there', async () => {
    for (const id of [kai, lena, newId()]) expect(await offered(onlyIn(openmic), id)).toEqual(['Ines Duarte'])
  })

  test('still sees whom they chose when that was long ago, and is told nobody’s name by a hand-written choice', async () => {
    await write(Array.from({ length: SEARCHED }, () => ({ actorId: kai, action: 'x.y', projectId: openmic })))
    expect(await offered(onlyIn(openmic))).toEqual(['Kai Anders'])
    expect(await offered(onlyIn(openmic), ines)).toEqual(['Ines Duarte', 'Kai Anders'])
    expect(await offered(onlyIn(openmic), lena)).toEqual(['Kai Anders'])
  }, 60_000)
})

test('whoever may read nowhere is offered nobody', async () => {
  expect(await offered(anActor(['session.view']))).toEqual([])
})
