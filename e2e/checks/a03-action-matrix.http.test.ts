import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BUILT_IN_ROLES } from '#lib/access/permissions.ts'
import { newId } from '#lib/system/ids.ts'
import { actionNamed, callAction, callAtHome, deployedActions, replyOf } from '../kit/action-index.ts'
import { clockIsDone } from '../kit/clock-is-done.ts'
import { dumpDatabase } from '../kit/dump-database.ts'
import { aHolder, aSignedInVisitor, outsidersOf, type SignedIn } from '../kit/holders.ts'
import { type ActionRow, readPermissionMatrix } from '../kit/permission-matrix.ts'
import { aProject } from '../kit/rows.ts'
import { type Site, startSite } from '../kit/site.ts'
import type { Visitor } from '../kit/visitor.ts'
import { ACTION_INPUTS, absent } from './fixtures/action-inputs.ts'
import PUBLIC from './public-actions.json' with { type: 'json' }

/**
 * A3: every action as every role, in all projects or in one, with a thing of that project, of another, and with none. What is
 * expected stands in permission-matrix.md and is not taken from the code. What is refused changes nothing.
 */
const MATRIX = readPermissionMatrix()
const ROLES = [...MATRIX.roles.keys()]
const TARGETS = ['own', 'foreign', 'absent'] as const
type Target = (typeof TARGETS)[number]

type Person = SignedIn & {
  held: ReadonlySet<string>
  place: 'all' | 'one'
}
/** `nobody` is signed in and holds nothing; the others are not signed in, or not wholly. */
type Outsider = { name: string; visitor: Visitor }
type Cell = { row: ActionRow; person: Person; target: Target; allowed: boolean }

let site: Site
let own: string
let foreign: string
let roleId: string
let people: Person[]
let outsiders: Outsider[]

beforeAll(async () => {
  site = await startSite({ env: { GAVEL_ALLOW_PLATFORM_NETWORKS: '127.0.0.0/8' } })
  own = (await aProject(site.db)).id
  foreign = (await aProject(site.db)).id
  // Nobody answers there: what asks the platform is told so at once.
  await site.db.project.updateMany({ data: { apiUrl: 'https://127.0.0.1:8443' } })
  roleId = (
    await site.db.role.create({ data: { key: newId(), name: 'Looker', permissions: ['session.view'] } })
  ).id
  people = []
  for (const role of ROLES)
    for (const place of ['all', 'one'] as const) people.push(await aPerson(role, place))
  people.push({ ...(await aSignedInVisitor(site, 'nobody')), held: new Set(), place: 'all' })
  outsiders = await outsidersOf(site)
  // Letters about alerts go by the clock.
  await site.db.account.updateMany({ data: { alertMail: 'none' } })
}, 600_000)

afterAll(() => site?.end())

async function aPerson(role: string, place: Person['place']): Promise<Person> {
  const made = await aHolder(site, role, place === 'all' ? null : own)
  return { ...made, held: MATRIX.roles.get(role) ?? new Set(), place }
}

function isAllowed({ permission, where }: ActionRow, { held, place }: Person, target: Target): boolean {
  if (!held.has(permission) || target === 'absent') return false
  if (place === 'all') return true
  return where === 'project' && target === 'own'
}

/** Actions that are about nothing which could be absent or belong to another project. */
const ABOUT_NOTHING = ['invite', 'savePolicy', 'addProject']

function cellsOf(row: ActionRow): Cell[] {
  const targets =
    row.where === 'project'
      ? TARGETS
      : ABOUT_NOTHING.includes(row.action)
        ? ['own' as const]
        : (['own', 'absent'] as const)
  return people.flatMap((person) =>
    targets.map((target) => ({ row, person, target, allowed: isAllowed(row, person, target) })),
  )
}

const guarded = () => MATRIX.actions.filter(({ where }) => where === 'project' || where === 'everywhere')
const cells = () => guarded().flatMap(cellsOf)

async function inputOf({ action }: ActionRow, target: Target): Promise<Record<string, unknown>> {
  const make = ACTION_INPUTS[action]
  if (!make) throw new Error(`There is no input for ${action} in fixtures/action-inputs.ts`)
  const input = await make({ projectId: target === 'foreign' ? foreign : own, roleId, db: site.db })
  return target === 'absent' ? absent(input) : input
}

async function call(visitor: Visitor, { action }: ActionRow, input: unknown, does = callAtHome) {
  const answer = await does(visitor, actionNamed(site.buildDir, action), input)
  return { answer, code: replyOf(answer)?.ok ? 'done' : replyOf(answer)?.code }
}

/** From the page that everybody may see. */
const callAtTheDoor: typeof callAtHome = (visitor, { id }, input) => callAction(visitor, id, input)

/** In parallel as far as two processors bear it. */
async function each<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const left = [...items]
  const worker = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: 4 }, worker))
}

const nameOf = ({ row, person, target }: Cell) => `${row.action} as ${person.name}, ${target}`

describe('the tables', () => {
  test('have a row for every deployed action, and no other', () => {
    const deployed = deployedActions(site.buildDir).map(({ name }) => name)
    expect(MATRIX.actions.map(({ action }) => action).sort()).toEqual(deployed.sort())
  })

  test('say of every role what the code gives it', () => {
    const said = Object.fromEntries([...MATRIX.roles].map(([role, held]) => [role, [...held].sort()]))
    const given = Object.entries(BUILT_IN_ROLES).map(([role, { permissions }]) => [
      role,
      [...permissions].sort(),
    ])
    expect(said).toEqual(Object.fromEntries(given))
  })

  test('call public what has its reason on file', () => {
    const open = MATRIX.actions.filter(({ where }) => where === 'anyone').map(({ action }) => action)
    expect(open.sort()).toEqual(Object.keys(PUBLIC).sort())
  })
})

test('whoever is not wholly signed in gets nowhere', async () => {
  const wrong: string[] = []
  for (const { name, visitor } of outsiders)
    await each(
      MATRIX.actions.filter(({ where }) => where !== 'anyone'),
      async (row) => {
        const { code } = await call(visitor, row, {}, callAtTheDoor)
        if (code !== 'signed-out') wrong.push(`${row.action} as ${name}: ${code}`)
      },
    )
  expect(wrong).toEqual([])
}, 120_000)

test('what is refused is refused, and changes nothing but the record', async () => {
  const refused = cells().filter(({ allowed }) => !allowed)
  // One for all who are refused: it stays as it is, or they were not.
  const prepared = new Map<string, Record<string, unknown>>()
  const wanted = ({ row, target }: Cell) => `${row.action} ${target}`
  for (const cell of refused)
    if (!prepared.has(wanted(cell))) prepared.set(wanted(cell), await inputOf(cell.row, cell.target))
  await clockIsDone(site.db)
  const before = await rowsBesidesTheRecord()
  const wrong: string[] = []
  await each(refused, async (cell) => {
    const { code } = await call(cell.person.visitor, cell.row, prepared.get(wanted(cell)))
    if (code !== 'not-found') wrong.push(`${nameOf(cell)}: ${code}`)
  })
  expect(wrong).toEqual([])
  expect(await rowsBesidesTheRecord()).toEqual(before)
  expect(refused.length).toBeGreaterThan(500)
}, 300_000)

/** Last use of a device is noted whoever asks; everything else must stand still. */
async function rowsBesidesTheRecord() {
  const url = site.databaseUrl
  const dump = await dumpDatabase(url)
  const kept = [...dump].filter(([name]) => !['AuditEntry', 'AuditHead', 'Device'].includes(name))
  return new Map(kept.map(([name, rows]) => [name, standing(rows)]))
}

/** What a server writes by the clock, whoever asks for what: when the platform is asked next, and what it answered last. */
const BY_THE_CLOCK = ['checkAt', 'reconciledAt', 'trouble']

function standing(rows: string): string[] {
  const parsed: { row: Record<string, unknown> }[] = JSON.parse(rows)
  return parsed
    .map(({ row }) =>
      JSON.stringify(Object.entries(row).filter(([column]) => !BY_THE_CLOCK.includes(column))),
    )
    .sort()
}

test('what may not be seen looks like what is not there, to the byte', async () => {
  const wrong: string[] = []
  const narrow = people.filter(({ place }) => place === 'one')
  const rows = guarded().filter(({ where }) => where === 'project')
  const pairs = rows.flatMap((row) =>
    narrow.filter(({ held }) => held.has(row.permission)).map((person) => ({ row, person })),
  )
  await each(pairs, async ({ row, person }) => {
    const [hidden, gone] = await Promise.all(
      (['foreign', 'absent'] as const).map(async (target) =>
        seen(await call(person.visitor, row, await inputOf(row, target))),
      ),
    )
    if (hidden !== gone) wrong.push(`${row.action} as ${person.name}: ${hidden} and ${gone}`)
  })
  expect(wrong).toEqual([])
}, 120_000)

function seen({ answer }: Awaited<ReturnType<typeof call>>): string {
  const { date, 'x-request-id': _, 'content-security-policy': __, ...headers } = answer.headers
  const body = answer.body.replaceAll(/"requestId":"[^"]*"/g, '""')
  return JSON.stringify({ status: answer.status, headers, body })
}

test('what is allowed gets past the door', async () => {
  const allowed = cells().filter((cell) => cell.allowed)
  const wrong: string[] = []
  // What one does may end one's own sign-in: each does one thing at a time.
  await each([...new Set(allowed.map(({ person }) => person))], async (person) => {
    for (const cell of allowed.filter((one) => one.person === person)) {
      const { code } = await call(person.visitor, cell.row, await inputOf(cell.row, cell.target))
      if (REFUSED_AT_DOOR.includes(code ?? 'nothing')) wrong.push(`${nameOf(cell)}: ${code}`)
      await site.db.device.updateMany({
        where: { accountId: person.accountId },
        data: { seeAsRoleId: null, revokedAt: null },
      })
    }
  })
  expect(wrong).toEqual([])
  expect(allowed.length).toBeGreaterThan(80)
}, 300_000)

const REFUSED_AT_DOOR = [
  'nothing',
  'signed-out',
  'not-found',
  'bad-input',
  'read-only',
  'confirm-yourself',
  'unavailable',
  'too-slow',
]

test('what is their own is open to everybody who is signed in', async () => {
  const wrong: string[] = []
  for (const row of MATRIX.actions.filter(({ where }) => where === 'oneself'))
    for (const person of people) {
      const { code } = await call(person.visitor, row, { nothing: 'of use' })
      if (code !== 'bad-input') wrong.push(`${row.action} as ${person.name}: ${code}`)
    }
  expect(wrong).toEqual([])
}, 120_000)
