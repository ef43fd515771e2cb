import { afterAll, beforeAll, expect, test } from 'vitest'
import { deployedPages, deployedRoutes } from '../kit/route-index.ts'
import { type Site, sharedSite } from '../kit/site.ts'

/** N9: every answer has the headers that keep browsers from being used against us, also errors, media and streams. */
let site: Site
let admin: Awaited<ReturnType<Site['signedIn']>>

beforeAll(async () => {
  site = await sharedSite()
  admin = await site.signedIn('admin')
}, 600_000)

afterAll(() => site?.end())

test('pages and routes say what may be done with them, and nothing of what they are made with', async () => {
  const routes = deployedRoutes(site.buildDir)
    .map(({ path }) => path)
    // Where a body must be limited from its first byte, no proxy runs before the door (W4).
    .filter((path) => !path.startsWith('/api/callbacks/'))
  expect(routes.length).toBeGreaterThan(8)
  for (const path of [...deployedPages(site.buildDir), '/nothing/here', ...routes])
    for (const visitor of [site.visitor(), admin.visitor.copy()]) {
      const { headers } = await visitor.send('GET', path)
      expect({ path, ...pick(headers) }).toEqual({
        path,
        nosniff: 'nosniff',
        referrer: expect.stringMatching(/^(same-origin|no-referrer)$/),
        opener: 'same-origin',
        resource: 'same-origin',
        frames: expect.stringContaining("frame-ancestors 'none'"),
        permissions: expect.stringContaining('camera='),
        madeWith: undefined,
      })
    }
}, 120_000)

function pick(headers: NodeJS.Dict<string | string[]>) {
  return {
    nosniff: headers['x-content-type-options'],
    referrer: headers['referrer-policy'],
    opener: headers['cross-origin-opener-policy'],
    resource: headers['cross-origin-resource-policy'],
    frames: headers['content-security-policy'],
    permissions: headers['permissions-policy'],
    madeWith: headers['x-powered-by'],
  }
}
