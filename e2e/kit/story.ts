import { test as base, expect, type Page } from '@playwright/test'
import { countDrawings } from './drawings.ts'
import { keepPeerConnections } from './media.ts'
import { watchPolicy } from './policy-violations.ts'
import { signIn, signInUnseen } from './sign-in.ts'
import { startWorld, type World } from './world.ts'

export const DESK = { width: 1440, height: 900 }
/** Pictures are drawn by the processor: who only takes part has a small window. */
export const SMALL = { width: 800, height: 600 }

export type Story = {
  /** Opens a browser of its own, signed in with this role, at this place. */
  enter(role: string, path?: string): Promise<Page>
  /** Opens a browser of its own where nobody is signed in. */
  visit(path: string, viewport?: { width: number; height: number }): Promise<Page>
  /** Signs in on a page that shows the form. */
  signIn(page: Page, role: string): Promise<void>
}

/** A story is told in one world per worker, where this scenario plays; each person in it has a browser of their own. */
export const storyTest = (scenario: string) =>
  base.extend<{ story: Story; withinPolicy: undefined }, { world: World }>({
    withinPolicy: [
      async ({ browser }, use) => {
        const { violations, end } = watchPolicy(browser)
        await use(undefined)
        end()
        expect(violations, 'the content security policy forbids nothing of ours').toEqual([])
      },
      { auto: true },
    ],
    world: [
      // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures wanted from this pattern
      async ({}, use) => {
        const world = await startWorld({ scenario })
        await use(world)
        await world.end()
      },
      { scope: 'worker', timeout: 180_000 },
    ],
    story: async ({ world, browser }, use) => {
      const pages: Page[] = []
      const open = async (viewport: typeof DESK) => {
        const context = await browser.newContext({ permissions: ['camera', 'microphone'], viewport })
        await keepPeerConnections(context)
        await countDrawings(context)
        const page = await context.newPage()
        pages.push(page)
        return page
      }
      const go = async (page: Page, path: string) => {
        await page.goto(new URL(path, world.url).href)
        return page
      }
      await use({
        visit: async (path, viewport = DESK) => go(await open(viewport), path),
        signIn: (page, role) => signIn(page, world.signIn(role)),
        async enter(role, path = '/live') {
          const page = await open(DESK)
          await signInUnseen(page.context(), world.url, world.signIn(role))
          return go(page, path)
        },
      })
      for (const page of pages) if (!page.isClosed()) await leave(page)
    },
  })

/**
 * As a person closes a page: it says goodbye. A browser that is only ended would be waited for in the session it was in. Whoever has
 * no part in the rest of a story leaves: pictures that nobody looks at are drawn and sent all the same.
 */
export async function leave(page: Page): Promise<void> {
  await page.goto('about:blank')
  await page.context().close()
}

export const test = storyTest('rehearsal')
export { expect }
