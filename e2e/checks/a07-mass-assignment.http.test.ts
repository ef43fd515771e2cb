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

async function answerTo(name: string, sent: unknown): Promise<string | undefined> {
  return replyOf(await callAtHome(admin.visitor, deployed(name), sent))?.code
}

const inputOf = async (name: string) =>
  (await ACTION_INPUTS[name]?.({ projectId, roleId, db: site.db })) ?? {}

test('what nobody asked for is refused, by whatever name', async () => {
  for (const { action } of guarded()) {
    // Where a key that is none was left out, the rest was done: somebody may look around as another role since.
    await site.db.device.updateMany({ data: { seeAsRoleId: null } })
    const input = await inputOf(action)
    const answers = await Promise.all(EXTRA.map((key) => answerTo(action, { ...input, [key]: 'x' })))
    expect([action, ...answers]).toEqual([action, ...EXTRA.map(() => 'bad-input')])
    await answerTo(action, JSON.parse(JSON.stringify(input).replace('{', '{"__proto__":{"admin":true},')))
  }
  expect(Object.hasOwn(Object.prototype, 'admin')).toBe(false)
}, 120_000)

test('a list or an object where one thing belongs is refused', async () => {
  await site.db.device.updateMany({ data: { seeAsRoleId: null } }) // the key that is none was left out, and the rest done
  for (const { action } of guarded()) {
    const input = await inputOf(action)
    for (const [key, value] of Object.entries(input)) {
      if (typeof value !== 'string') continue
      const wrong = [[value], { value }, { $gt: '' }]
      const answers = await Promise.all(wrong.map((one) => answerTo(action, { ...input, [key]: one })))
      expect([action, key, ...answers]).toEqual([action, key, ...wrong.map(() => 'bad-input')])
    }
  }
}, 120_000)
