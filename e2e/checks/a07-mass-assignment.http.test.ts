import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#lib/system/ids.ts'
import { actionNamed, callAtHome, replyOf } from '../kit/action-index.ts'
import { readPermissionMatrix } from '../kit/permission-matrix.ts'
import { aProject } from '../kit/rows.ts'
import { type Site, sharedSite } from '../kit/site.ts'
import { ACTION_INPUTS } from './fixtures/action-inputs.ts'

/** A7: an action takes what it asks for and nothing besides: no column of a table, no prototype, no list for one thing. */
let site: Site
let admin: Awaited<ReturnType<Site['signedIn']>>
let projectId: string
let roleId: string

beforeAll(async () => {
  site = await sharedSite()
  admin = await site.signedIn('admin')
  projectId = (await aProject(site.db)).id
  roleId = (
    await site.db.role.create({ data: { key: newId(), name: 'Looker', permissions: ['session.view'] } })
  ).id
}, 600_000)

afterAll(() => site?.end())

const EXTRA = [
  'id',
  'accountId2',
  'permissions2',
  'disabledAt',
  'passwordHash',
  'createdAt',
  'constructor',
  'prototype',
]

const guarded = () => readPermissionMatrix().actions.filter(({ action }) => ACTION_INPUTS[action])
const deployed = (name: string) => actionNamed(site.buildDir, name)

/** The action's answers to its own input with each of these changes made to it. */
async function answersTo(
  name: string,
  changes: ((input: Record<string, unknown>) => string)[],
): Promise<(string | undefined)[]> {
  const input = (await ACTION_INPUTS[name]?.({ projectId, roleId, db: site.db })) ?? {}
  const answers: (string | undefined)[] = []
  for (const change of changes) {
    const sent: unknown = JSON.parse(change(input))
    answers.push(replyOf(await callAtHome(admin.visitor, deployed(name), sent))?.code)
  }
  return answers
}

test('what nobody asked for is refused, by whatever name', async () => {
  const changes = [
    ...EXTRA.map((key) => (input: Record<string, unknown>) => JSON.stringify({ ...input, [key]: 'x' })),
    (input: Record<string, unknown>) => JSON.stringify(input).replace('{', '{"__proto__":{"admin":true},'),
  ]
  for (const { action } of guarded()) {
    // Where a key that is none was left out, the rest was done: somebody may look around as another role since.
    await site.db.device.updateMany({ data: { seeAsRoleId: null } })
    const answers = await answersTo(action, changes)
    expect([action, ...answers.slice(0, -1)]).toEqual([action, ...EXTRA.map(() => 'bad-input')])
  }
  expect(Object.hasOwn(Object.prototype, 'admin')).toBe(false)
}, 120_000)

test('a list or an object where one thing belongs is refused', async () => {
  await site.db.device.updateMany({ data: { seeAsRoleId: null } }) // the key that is none was left out, and the rest done
  for (const { action } of guarded()) {
    const input = (await ACTION_INPUTS[action]?.({ projectId, roleId, db: site.db })) ?? {}
    for (const [key, value] of Object.entries(input)) {
      if (typeof value !== 'string') continue
      for (const wrong of [[value], { value }, { $gt: '' }]) {
        const code = replyOf(
          await callAtHome(admin.visitor, deployed(action), { ...input, [key]: wrong }),
        )?.code
        expect([action, key, code]).toEqual([action, key, 'bad-input'])
      }
    }
  }
}, 120_000)
