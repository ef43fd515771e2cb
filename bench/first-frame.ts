import { type BrowserContext, chromium, type Locator, type Page } from '@playwright/test'
import { chromiumOptions } from '../e2e/kit/chromium.ts'
import { eventually } from '../e2e/kit/eventually.ts'
import { inDatabase } from '../e2e/kit/in-database.ts'
import { callPlatform, recordRehearsal } from '../e2e/kit/sandbox-calls.ts'
import { signIn } from '../e2e/kit/sign-in.ts'
import { DESK } from '../e2e/kit/story.ts'
import { startWorld, type World } from '../e2e/kit/world.ts'
import { quantile, report } from './report.ts'
import { withDatabase } from './with-database.ts'

const ROUNDS = 20
const BUDGET_MS = 500
const RECORDED_MS = 10_000
/** Nothing is fetched for so long: a page has settled. */
const QUIET_MS = 300

/**
 * From the click on a recording in the list, and from its address being opened, to its first decoded picture on the screen, by the
 * browser's own account of what it showed. Nobody publishes any more meanwhile: pictures are drawn by the processor here.
 */
await withDatabase(async () => {
  const world = await startWorld()
  const browser = await chromium.launch(chromiumOptions())
  try {
    const whole = await aRecording(world, {})
    const apart = await aRecording(world, { outputMode: 'individual' })
    await world.sandbox.stop()
    const context = await browser.newContext({ viewport: DESK })
    await noteFrames(context)
    const page = await context.newPage()
    await page.goto(new URL('/sign-in', world.url).href)
    await signIn(page, world.signIn('reviewer'))
    await measure('click on a recording to its first picture', () => clicked(page, world, whole))
    await measure('address of a recording to its first picture', () => opened(page, world, whole))
    await measure('click on streams apart to the first picture', () => clicked(page, world, apart))
  } finally {
    await browser.close()
    await world.end()
  }
})

async function measure(name: string, once: () => Promise<number>): Promise<void> {
  await once() // the first time scripts are fetched and compiled
  const delays: number[] = []
  for (let round = 0; round < ROUNDS; round++) delays.push(await once())
  const [median, p95] = [quantile(delays, 0.5), quantile(delays, 0.95)]
  report(`${name}, p95`, `${p95.toFixed(0)} ms`, `<= ${BUDGET_MS} ms`, p95 <= BUDGET_MS)
  console.error(`median ${median.toFixed(0)} ms, longest ${Math.max(...delays).toFixed(0)} ms`)
}

/** Some seconds of the rehearsal, kept by the console; its id there. */
async function aRecording(world: World, options: Record<string, unknown>): Promise<string> {
  await eventually(
    async () => {
      const rows = await inDatabase(
        world,
        `SELECT 1 FROM "VideoSession" WHERE "name" = 'Rehearsal' AND "publishers" > 1`,
      )
      return rows.length > 0 || 'nobody publishes yet'
    },
    { timeoutMs: 30_000 },
  )
  const platformId = await recordRehearsal(world, options)
  const begun = performance.now()
  await eventually(() => performance.now() - begun > RECORDED_MS || 'it records', { timeoutMs: 20_000 })
  await callPlatform(world, 'POST', `archive/${platformId}/stop`, {})
  let id = ''
  await eventually(
    async () => {
      const [kept] = await inDatabase<{ id: string }>(
        world,
        `SELECT a."id" FROM "Archive" a JOIN "Custody" c ON c."archiveId" = a."id"
         WHERE a."platformId" = $1 AND c."step" = 'kept'`,
        [platformId],
      )
      id = kept?.id ?? ''
      return kept !== undefined || 'it is not kept yet'
    },
    { timeoutMs: 60_000 },
  )
  return id
}

/** The list, once it has fetched all that it wants: what a page before asked for would be part of the next figure. */
async function theList(page: Page, world: World, id: string): Promise<Locator> {
  await page.goto(new URL('/archives', world.url).href)
  const link = page.locator(`a[href^="/archives/${id}"]`).first()
  await link.waitFor()
  await page.waitForFunction(
    (quietMs) => {
      const last = Math.max(
        0,
        ...performance.getEntriesByType('resource').map(({ startTime, duration }) => startTime + duration),
      )
      return performance.now() - last > quietMs
    },
    QUIET_MS,
    { timeout: 20_000 },
  )
  return link
}

async function clicked(page: Page, world: World, id: string): Promise<number> {
  const link = await theList(page, world, id)
  await page.evaluate(() => {
    const kept: Noted = globalThis
    kept.from = undefined
    kept.shown = undefined
    const note = () => {
      kept.from = performance.now()
    }
    addEventListener('click', note, { once: true, capture: true })
  })
  await link.click()
  return shownAfter(page)
}

async function opened(page: Page, world: World, id: string): Promise<number> {
  await theList(page, world, id)
  await page.goto(new URL(`/archives/${id}`, world.url).href, { waitUntil: 'commit' })
  return shownAfter(page)
}

/** `from`: without a click, the navigation. */
type Noted = typeof globalThis & { from?: number | undefined; shown?: number | undefined }

async function shownAfter(page: Page): Promise<number> {
  const handle = await page.waitForFunction(
    () => {
      const { from = 0, shown } = globalThis as Noted
      return shown && { delay: shown - from }
    },
    null,
    { timeout: 20_000 },
  )
  const noted = await handle.jsonValue()
  if (!noted) throw new Error('Nothing was noted')
  return noted.delay
}

/** Notes when the first picture of a recording's player is on the screen. */
async function noteFrames(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const kept: Noted = globalThis
    const watched = new WeakSet<Element>()
    const watch = () => {
      for (const video of document.querySelectorAll<HTMLVideoElement>('video[aria-label^="Recording"]')) {
        if (watched.has(video)) continue
        watched.add(video)
        video.requestVideoFrameCallback((_now, { expectedDisplayTime }) => {
          kept.shown ??= expectedDisplayTime
        })
      }
    }
    new MutationObserver(watch).observe(document, { childList: true, subtree: true })
  })
}
