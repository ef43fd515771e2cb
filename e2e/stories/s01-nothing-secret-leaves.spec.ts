import type { Page } from '@playwright/test'
import { canaries } from '../kit/canaries.ts'
import { dumpDatabase } from '../kit/dump-database.ts'
import { openSession } from '../kit/session-page.ts'
import { expect, test } from '../kit/story.ts'

/** Everything the browser gets from now on, whole. */
function keepBytes(page: Page): { all(): Promise<Map<string, Buffer>> } {
  const pending: Promise<[string, Buffer] | null>[] = []
  page.on('response', (response) => {
    if (response.headers()['content-type']?.startsWith('text/event-stream')) return
    const read = response.body().then(
      (body): [string, Buffer] => [response.url(), body],
      () => null, // a redirect has no body, an aborted answer has none that arrived
    )
    pending.push(read)
  })
  return {
    async all() {
      const read = await Promise.all(pending)
      return new Map(read.filter((entry) => entry !== null))
    },
  }
}

test("the platform's credentials and the installation's secrets leave the server nowhere", async ({
  story,
  world,
}) => {
  const watch = canaries()
  for (const project of world.sandbox.projects) {
    watch.keep(`API secret of ${project.name}`, project.apiSecret)
    watch.keep(`signature secret of ${project.name}`, project.signatureSecret)
  }
  for (const [name, value] of Object.entries(world.secrets)) watch.keep(name, value)

  for (const role of ['admin', 'moderator', 'reviewer']) {
    const page = await story.visit('/sign-in')
    const bytes = keepBytes(page)
    await story.signIn(page, role)
    for (const path of [
      '/live',
      '/archives',
      '/nowhere',
      '/room/nobody',
      '/setup',
      '/api/ready',
      '/api/health',
    ])
      await page.goto(new URL(path, world.url).href)
    if (role !== 'reviewer') {
      await page.goto(new URL('/live', world.url).href)
      await openSession(page, 'Rehearsal')
      await expect(page.locator('video').first()).toBeVisible()
    }
    const received = await bytes.all()
    expect(received.size, 'something was received').toBeGreaterThan(20)
    for (const [url, body] of received) expect({ url, found: watch.find(body) }).toEqual({ url, found: [] })
    expect([...received.keys()].filter((url) => url.endsWith('.map'))).toEqual([])
  }

  expect(watch.find(world.console.log), 'in the log').toEqual([])
  for (const [table, rows] of await dumpDatabase(world.databaseUrl))
    expect({ table, found: watch.find(rows) }).toEqual({ table, found: [] })
})
