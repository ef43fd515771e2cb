import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#lib/access/actor.ts'
import { ensureBuiltInRoles } from '#lib/access/ensure-built-in-roles.ts'
import { type Holding, holdingsOf } from '#lib/access/holdings.ts'
import { PERMISSIONS } from '#lib/access/permissions.ts'
import { deactivatePerson, reactivatePerson } from '#lib/people/change-access.ts'
import { findPerson } from '#lib/people/find-person.ts'
import { findHolding, giveRole, takeRole } from '#lib/people/give-role.ts'
import { createRole, deleteRole, findRole, saveRole } from '#lib/people/save-role.ts'
import { type Database, openDatabase, type Tx } from '#lib/system/database.ts'
import { anAccount, anActor, aProject } from '../kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../kit/test-database.ts'

/** A8: whatever people do to each other's roles, nobody ends with more than somebody who gave it held, and an admin stays. */
let database: TestDatabase
let db: Database

beforeAll(async () => {
  database = await createTestDatabase()
  db = openDatabase(database.url)
  await ensureBuiltInRoles(db)
})

afterAll(async () => {
  await db.$disconnect()
  await database.drop()
})

const NAMES = Object.keys(PERMISSIONS)
const HOUR = 3_600_000

type World = { people: string[]; projects: string[]; actor(index: number): Actor }

/** An admin, somebody who may give and define roles in one project, somebody who may until soon, and two who hold little. */
async function aWorld(): Promise<World> {
  await db.roleHolding.deleteMany()
  await db.role.deleteMany({ where: { builtIn: false } })
  await db.account.updateMany({ data: { disabledAt: new Date() } })
  const projects = [(await aProject(db)).id, (await aProject(db)).id]
  const people: string[] = []
  for (let index = 0; index < 5; index++) people.push((await anAccount(db)).id)
  const granting = await db.role.create({
    data: {
      key: `granting-${people[0]}`,
      name: `Granting ${people[0]}`,
      permissions: ['role.grant', 'role.manage', 'account.manage', 'session.view', 'archive.view'],
    },
  })
  const role = async (key: string) => (await db.role.findUniqueOrThrow({ where: { key } })).id
  const holds: [number, string, string | null, Date | null][] = [
    [0, await role('admin'), null, null],
    [1, granting.id, projects[0] ?? null, null],
    [2, granting.id, null, new Date(Date.now() + HOUR)],
    [3, await role('moderator'), null, null],
    [4, await role('auditor'), projects[1] ?? null, null],
  ]
  for (const [person, roleId, projectId, expiresAt] of holds)
    await db.roleHolding.create({ data: { accountId: people[person] ?? '', roleId, projectId, expiresAt } })
  return { people, projects, actor: (index) => anActor([], 'everywhere', people[index]) }
}

type Step = { actor: number; run: (world: World, tx: Tx) => Promise<boolean> }

const who = fc.nat(4)
const pick = fc.nat(1_000)
const place = fc.constantFrom(null, 0, 1)
const until = fc.constantFrom(null, HOUR / 2, 2 * HOUR)
const at = <Item>(items: readonly Item[], index: number): Item | undefined => items[index % items.length]

const give = fc.tuple(who, who, pick, place, until).map(
  ([actor, target, role, where, ms]): Step => ({
    actor,
    run: async (world, tx) => {
      const roles = await tx.role.findMany({ select: { id: true }, orderBy: { id: 'asc' } })
      const person = await findPerson(tx, world.people[target] ?? '')
      const projectId = where === null ? null : (world.projects[where] ?? null)
      const end = ms === null ? null : new Date(Date.now() + ms).toISOString()
      const asked = { roleId: at(roles, role)?.id ?? '', projectId, until: end }
      const done = person && (await giveRole(tx, world.actor(actor), person, asked))
      return done?.ok ?? false
    },
  }),
)

const take = fc.tuple(who, pick).map(
  ([actor, which]): Step => ({
    actor,
    run: async (world, tx) => {
      const rows = await tx.roleHolding.findMany({ select: { id: true }, orderBy: { id: 'asc' } })
      const holding = await findHolding(tx, at(rows, which)?.id ?? '')
      const done = holding && (await takeRole(tx, world.actor(actor), holding))
      return done?.ok ?? false
    },
  }),
)

const change = fc.tuple(who, pick, fc.uniqueArray(fc.constantFrom(...NAMES), { maxLength: 6 })).map(
  ([actor, which, permissions]): Step => ({
    actor,
    run: async (world, tx) => {
      const roles = await tx.role.findMany({ select: { id: true }, orderBy: { id: 'asc' } })
      const role = await findRole(tx, at(roles, which)?.id ?? '')
      if (!role) return false
      const { id: roleId, version, name, description, needsTwoFactors } = role
      const wanted = { roleId, version, name, description, needsTwoFactors, permissions }
      return (await saveRole(tx, world.actor(actor), role, wanted)).ok
    },
  }),
)

const make = fc.tuple(who, pick, fc.uuid()).map(
  ([actor, which, name]): Step => ({
    actor,
    run: async (world, tx) => {
      const roles = await tx.role.findMany({ select: { id: true }, orderBy: { id: 'asc' } })
      const base = await findRole(tx, at(roles, which)?.id ?? '')
      const wanted = { name, description: '', basedOn: base?.id ?? '' }
      return base !== null && (await createRole(tx, world.actor(actor), base, wanted)).ok
    },
  }),
)

const remove = fc.tuple(who, pick).map(
  ([actor, which]): Step => ({
    actor,
    run: async (world, tx) => {
      const roles = await tx.role.findMany({ where: { builtIn: false }, select: { id: true } })
      const role = await findRole(tx, at(roles, which)?.id ?? '00000000-0000-7000-8000-000000000000')
      return role !== null && (await deleteRole(tx, world.actor(actor), role)).ok
    },
  }),
)

const access = fc.tuple(who, who, fc.boolean()).map(
  ([actor, target, back]): Step => ({
    actor,
    run: async (world, tx) => {
      const person = await findPerson(tx, world.people[target] ?? '')
      if (!person) return false
      const act = back ? reactivatePerson : deactivatePerson
      return (await act(tx, world.actor(actor), person)).ok
    },
  }),
)

const step = fc.oneof(
  { arbitrary: give, weight: 4 },
  { arbitrary: take, weight: 2 },
  { arbitrary: change, weight: 3 },
  { arbitrary: make, weight: 1 },
  { arbitrary: remove, weight: 1 },
  { arbitrary: access, weight: 2 },
)

/** The model: every permission at every place and time at which these holdings let somebody use it. */
function rightsOf(held: readonly Holding[], projects: readonly string[]): Set<string> {
  const rights = new Set<string>()
  for (const { permissions, projectId, expiresAt } of held)
    for (const hours of [0, 1, 3])
      if (expiresAt === null || expiresAt.getTime() > Date.now() + hours * HOUR)
        for (const project of [...projects, 'made later'])
          if (projectId === null || projectId === project)
            for (const permission of permissions) rights.add(`${permission} in ${project} after ${hours} h`)
  return rights
}

/** What somebody can use now: nothing while they are deactivated. */
async function usable(accountId: string): Promise<Holding[]> {
  return (await isDeactivated(accountId)) ? [] : holdingsOf(db, accountId)
}

async function isDeactivated(accountId: string): Promise<boolean> {
  return (await db.account.findUniqueOrThrow({ where: { id: accountId } })).disabledAt !== null
}

test('nobody gets what whoever gave it did not hold, and an admin is always left', async () => {
  let done = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 15 }), async (steps) => {
      const world = await aWorld()
      for (const { actor, run } of steps) {
        if (await isDeactivated(world.people[actor] ?? '')) continue // no door lets them through
        const before = await Promise.all(world.people.map(usable))
        if (!(await db.$transaction((tx) => run(world, tx)))) continue
        done++
        const after = await Promise.all(world.people.map(usable))
        const giver = before[actor] ?? []
        after.forEach((held, person) => {
          for (const right of rightsOf(held, world.projects)) {
            const known = [before[person] ?? [], giver].some((all) =>
              rightsOf(all, world.projects).has(right),
            )
            expect(known, `${right} came from nowhere`).toBe(true)
          }
        })
        expect(await admins()).toBeGreaterThan(0)
      }
    }),
    { numRuns: 40, endOnFailure: true },
  )
  expect(done).toBeGreaterThan(40) // or it would have shown nothing
}, 120_000)

function admins(): Promise<number> {
  return db.account.count({
    where: {
      disabledAt: null,
      holdings: { some: { projectId: null, expiresAt: null, role: { key: 'admin' } } },
    },
  })
}

test('two admins who take each other away at once, fifty times, leave one', async () => {
  const { people } = await aWorld()
  const role = await db.role.findUniqueOrThrow({ where: { key: 'admin' } })
  const [one = '', other = ''] = people
  for (let round = 0; round < 50; round++) {
    await db.account.updateMany({ where: { id: { in: [one, other] } }, data: { disabledAt: null } })
    await db.roleHolding.deleteMany({ where: { accountId: { in: [one, other] } } })
    for (const accountId of [one, other])
      await db.roleHolding.create({ data: { accountId, roleId: role.id, projectId: null } })
    const attempts = await Promise.all(
      [
        [one, other],
        [other, one],
      ].map(([actor = '', target = '']) =>
        db.$transaction(async (tx) => {
          const person = await findPerson(tx, target)
          return person && deactivatePerson(tx, anActor([], 'everywhere', actor), person)
        }),
      ),
    )
    expect(attempts.filter((attempt) => attempt?.ok)).toHaveLength(1)
    expect(await admins()).toBe(1)
  }
}, 60_000)
