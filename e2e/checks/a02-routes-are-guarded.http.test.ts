import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exportsOf, unguardedExports } from '../kit/door-source.ts'
import { type DeployedRoute, deployedRoutes, METHODS } from '../kit/route-index.ts'
import { type Site, sharedSite } from '../kit/site.ts'
import PUBLIC from './public-routes.json' with { type: 'json' }

/** A2: as A1, for route handlers and each of their methods. */
const SETTINGS = ['dynamic', 'runtime', 'maxDuration', 'revalidate', 'fetchCache', 'preferredRegion']

let site: Site
let routes: DeployedRoute[]

beforeAll(async () => {
  site = await sharedSite()
  routes = deployedRoutes(site.buildDir)
}, 600_000)

afterAll(() => site?.end())

const methodsOf = ({ file }: DeployedRoute) => {
  const names = exportsOf(readFileSync(file, 'utf8'))
  return METHODS.filter((method) => names.includes(method))
}

describe('every deployed route', () => {
  test('is made by the door, each of its methods', () => {
    expect(routes.length).toBeGreaterThan(5)
    const unguarded = routes.flatMap(({ file }) =>
      unguardedExports(readFileSync(file, 'utf8'), 'defineRoute')
        .filter((name) => !SETTINGS.includes(name))
        .map((name) => `${file}: ${name}`),
    )
    expect(unguarded).toEqual([])
  })

  test('asks who calls, unless it is for everyone with a reason', async () => {
    const open = new Set<string>()
    for (const route of routes)
      for (const method of methodsOf(route)) {
        const answer = await site
          .visitor()
          .send(method, route.path, { headers: { 'sec-fetch-site': 'same-origin' } })
        if (answer.status !== 401) open.add(route.file)
      }
    expect([...open].filter((file) => !Object.hasOwn(PUBLIC, file))).toEqual([])
  })

  test('answers 405 to what it has no method for', async () => {
    const wrong: string[] = []
    for (const route of routes) {
      const own: readonly string[] = methodsOf(route)
      const missing = METHODS.filter((method) => !own.includes(method) && method !== 'OPTIONS')
      for (const method of missing.filter((one) => one !== 'HEAD' || !own.includes('GET'))) {
        const { status } = await site.visitor().send(method, route.path)
        if (status !== 405) wrong.push(`${method} ${route.path}: ${status}`)
      }
    }
    expect(wrong).toEqual([])
  })

  test('answers HEAD as it answers GET, and OPTIONS with nothing', async () => {
    const { visitor } = await site.signedIn('moderator')
    for (const route of routes.filter((one) => methodsOf(one).includes('GET'))) {
      const [get, head] = [await visitor.send('GET', route.path), await visitor.send('HEAD', route.path)]
      expect([route.path, head.status, head.body]).toEqual([route.path, get.status, ''])
      expect((await site.visitor().send('OPTIONS', route.path)).body).toBe('')
    }
  })
})

test('every reason stands for a route that is there', () => {
  const files = routes.map(({ file }) => file)
  expect(Object.keys(PUBLIC).filter((file) => !files.includes(file))).toEqual([])
})

describe('this check fails for', () => {
  const DOOR = "import { defineRoute } from '#lib/access/define-route.ts'\n"
  test.each([
    ['a plain handler', `${DOOR}export async function GET() {}`],
    [
      'one method beside a guarded one',
      `${DOOR}export const GET = defineRoute({})\nexport const POST = async () => {}`,
    ],
    ['a list', `${DOOR}export { handler as GET }`],
  ])('%s', (_what, source) => {
    expect(unguardedExports(source, 'defineRoute')).toHaveLength(1)
  })
})
