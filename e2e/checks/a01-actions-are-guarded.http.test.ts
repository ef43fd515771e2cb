import { globSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callAction, type DeployedAction, deployedActions, replyOf } from '../kit/action-index.ts'
import { unguardedExports } from '../kit/door-source.ts'
import { type Site, sharedSite } from '../kit/site.ts'
import PUBLIC from './public-actions.json' with { type: 'json' }

/** A1: an action that is deployed can be called by anybody, so each is made by `defineAction`, whoever uses it or not. */
let site: Site
let actions: readonly DeployedAction[]

beforeAll(async () => {
  site = await sharedSite()
  actions = deployedActions(site.buildDir)
}, 600_000)

afterAll(() => site?.end())

describe('every deployed action', () => {
  test('is made by the door', () => {
    expect(actions.length).toBeGreaterThan(10)
    const unguarded = actions.filter(({ file, name }) =>
      unguardedExports(readFileSync(file, 'utf8'), 'defineAction').includes(name),
    )
    expect(unguarded.map(({ file, name }) => `${file}: ${name}`)).toEqual([])
  })

  test('asks who calls, unless it is for everyone with a reason', async () => {
    const answers = await Promise.all(
      actions.map(async ({ id, name }) => ({
        name,
        code: replyOf(await callAction(site.visitor(), id, {}))?.code,
      })),
    )
    const open = answers.filter(({ code }) => code !== 'signed-out').map(({ name }) => name)
    expect(open.sort()).toEqual(open.filter((name) => Object.hasOwn(PUBLIC, name)))
  })
})

test("no file of actions exports anything but doors, and no action stands inside another function's body", () => {
  const problems = globSync(['lib/**/*.ts', 'app/**/*.{ts,tsx}', 'components/**/*.{ts,tsx}']).flatMap(
    (file) => {
      const source = readFileSync(file, 'utf8')
      if (!/['"]use server['"]/.test(source)) return []
      if (!/^(\/\*[\s\S]*?\*\/\s*)?['"]use server['"]/.test(source)) return [`${file}: an inline action`]
      return unguardedExports(source, 'defineAction').map((name) => `${file}: ${name}`)
    },
  )
  expect(problems).toEqual([])
})

test('every reason stands for an action that is there', () => {
  const names = actions.map(({ name }) => name)
  expect(Object.keys(PUBLIC).filter((name) => !names.includes(name))).toEqual([])
})

describe('this check fails for', () => {
  const DOOR = "import { defineAction } from '#lib/access/define-action.ts'\n"
  test.each([
    ['a function', `${DOOR}export async function leak() {}`],
    ['an arrow', `${DOOR}export const leak = async () => {}`],
    ['a list', `${DOOR}const inner = async () => {}\nexport { inner as leak }`],
    ['a default', `${DOOR}export default async function () {}`],
    ['everything of another file', `${DOOR}export * from './other.ts'`],
    [
      'a door of the same name from elsewhere',
      "import { defineAction } from './mine.ts'\nexport const leak = defineAction({})",
    ],
    ['a door that is only mentioned', `${DOOR}export const leak = wrap(defineAction({}))`],
  ])('%s', (_what, source) => {
    expect(unguardedExports(source, 'defineAction')).toHaveLength(1)
  })

  test('and not for a door', () => {
    expect(unguardedExports(`${DOOR}export const fine = defineAction({})`, 'defineAction')).toEqual([])
  })
})
