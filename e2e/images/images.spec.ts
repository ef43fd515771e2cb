import { expect, type Page } from '@playwright/test'
import { eventually } from '../kit/eventually.ts'
import { received } from '../kit/media.ts'
import { joinByInvite, makeInvite, openSession } from '../kit/session-page.ts'
import { storyTest } from '../kit/story.ts'

const test = storyTest('evening')
const DIRECTORY = 'docs/images'

async function take(page: Page, name: string): Promise<void> {
  for (const theme of ['dark', 'light']) {
    await page.evaluate((chosen) => document.documentElement.setAttribute('data-theme', chosen), theme)
    await page.screenshot({ path: `${DIRECTORY}/${name}-${theme}.png`, animations: 'disabled' })
  }
}

async function seesVideos(page: Page, howMany: number): Promise<void> {
  await eventually(
    async () => {
      const { videos } = await received(page)
      return videos >= howMany || `${videos} videos are seen`
    },
    { timeoutMs: 60_000 },
  )
}

test('sign-in, Live, Session and Room, as the documentation shows them', async ({ story }) => {
  test.setTimeout(300_000)
  await take(await story.visit('/sign-in'), 'sign-in')

  const page = await story.enter('admin')
  await openSession(page, 'Late-night karaoke')
  await seesVideos(page, 6)
  await page
    .getByRole('listbox', { name: 'People' })
    .getByRole('option', { name: /Mia Keller/ })
    .click()
  await page.keyboard.press('m')
  await expect(page.getByText(/Muted/).first()).toBeVisible()
  await take(page, 'session')
  await page.setViewportSize({ width: 390, height: 844 })
  await take(page, 'session-phone')
  await page.setViewportSize({ width: 1440, height: 900 })

  const room = await joinByInvite(story, await makeInvite(page), 'Theo Brandt')
  await room.setViewportSize({ width: 1440, height: 900 })
  await seesVideos(room, 5)
  await expect(room.getByText('Picture is coming')).toHaveCount(0, { timeout: 60_000 })
  await take(room, 'room')

  await page.goto(new URL('/live', page.url()).href)
  await expect(page.getByRole('row', { name: /Late-night karaoke/ })).toBeVisible()
  const untold = page.getByRole('region', { name: 'Totals' }).getByText('no history yet')
  await expect(untold).toHaveCount(0, { timeout: 120_000 })
  await take(page, 'live')
})

test('a recording under review', async ({ story, world }) => {
  test.setTimeout(300_000)
  const page = await story.enter('admin')
  await openSession(page, 'Late-night karaoke')
  await seesVideos(page, 6)
  await page.getByRole('button', { name: /Start recording/ }).click()
  await page.getByRole('dialog').getByRole('textbox').fill('Agreed with the evening’s host')
  await page.keyboard.press('ControlOrMeta+Enter')
  const recorded = page.getByRole('region', { name: 'Archive' }).getByRole('time')
  await expect(recorded.first()).toHaveText('00:30', { timeout: 60_000 })
  await page
    .getByRole('listbox', { name: 'People' })
    .getByRole('option', { name: /Mia Keller/ })
    .click()
  await page.keyboard.press('m')
  await expect(page.getByText(/Muted/).first()).toBeVisible()
  await expect(recorded.first()).toHaveText('00:40', { timeout: 60_000 })
  await page.getByRole('region', { name: 'Archive' }).getByRole('button', { name: /Stop/ }).click()
  await page.goto(new URL('/archives', world.url).href)
  const row = page.getByRole('row', { name: /Late-night karaoke/ }).first()
  await expect(row).toContainText('Kept', { timeout: 60_000 })
  await row.getByRole('link').first().click()
  const video = page.locator('video[aria-label="Recording"]')
  await expect(video).toBeVisible()
  await video.evaluate(async (player: HTMLVideoElement) => {
    const seeked = new Promise((done) => player.addEventListener('seeked', done, { once: true }))
    player.currentTime = 31
    await seeked
  })
  await page.locator('h1').click()
  await page.keyboard.press('f')
  await expect(page.getByRole('textbox', { name: 'What you found' })).toBeFocused()
  await page.keyboard.type('Sings over the others; muted at once.')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(page.getByRole('link', { name: /^Picture at/ })).toBeVisible()
  await take(page, 'review')
})
