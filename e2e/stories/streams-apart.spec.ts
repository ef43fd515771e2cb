import type { Locator, Page } from '@playwright/test'
import { axeFindsNothing } from '../kit/axe.ts'
import { eventually } from '../kit/eventually.ts'
import { callPlatform, recordRehearsal } from '../kit/sandbox-calls.ts'
import { joinByInvite, makeInvite, openSession } from '../kit/session-page.ts'
import { expect, test } from '../kit/story.ts'

const NAMES = ['Nora Fechner', 'Ilias Wenk']
const tileOf = (page: Page, name: string) =>
  page.getByRole('list', { name: 'Streams' }).getByRole('listitem').filter({ hasText: name })
const pictureOf = (page: Page, name: string) => tileOf(page, name).locator('video').first()
const seen = (picture: Locator) =>
  picture.evaluate((video: HTMLVideoElement) => ({
    at: video.currentTime,
    frames: video.getVideoPlaybackQuality().totalVideoFrames,
    paused: video.paused,
    muted: video.muted,
    rate: video.playbackRate,
    width: video.videoWidth,
  }))
const bothSeen = (page: Page) => Promise.all(NAMES.map((name) => seen(pictureOf(page, name))))

test('streams that were recorded apart are played side by side, as one', async ({ story, world }) => {
  const lena = await story.enter('admin')
  await openSession(lena, 'Rehearsal')
  const nora = await joinByInvite(story, await makeInvite(lena), 'Nora Fechner')
  const archiveId = await recordRehearsal(world, { outputMode: 'individual' })
  await expect(nora.getByText('This session is being recorded')).toBeVisible()
  // The other one comes when it has run for a while: their place in it is not the beginning.
  const ilias = await joinByInvite(story, await makeInvite(lena), 'Ilias Wenk')
  await expect(ilias.getByText('This session is being recorded')).toBeVisible()
  const both = performance.now()
  await eventually(() => performance.now() - both > 7_000 || 'it records both for a while', {
    timeoutMs: 15_000,
  })
  await callPlatform(world, 'POST', `archive/${archiveId}/stop`, {})
  for (const page of [nora, ilias]) await page.getByRole('button', { name: 'Leave' }).click()

  await lena.goto(new URL('/archives', lena.url()).href)
  const row = lena.getByRole('row', { name: /Rehearsal/ }).first()
  await expect(row).toContainText('Kept', { timeout: 30_000 })
  await row.getByRole('link').first().click()

  await test.step('both have a picture with a name, and go on together', async () => {
    for (const name of NAMES) await expect(tileOf(lena, name)).toBeVisible()
    await eventually(async () => {
      const [first] = await bothSeen(lena)
      return (first?.width ?? 0) > 0 || 'the first picture is not there yet'
    })
    await expect(tileOf(lena, 'Ilias Wenk')).toContainText(/Comes at 00:\d\d/)
    await lena.locator('h1').click()
    await lena.keyboard.press('Space')
    await eventually(
      async () => {
        const both = await bothSeen(lena)
        return both.every(({ at, frames }) => at > 1 && frames > 5) || JSON.stringify(both)
      },
      { timeoutMs: 40_000 },
    )
  })

  await test.step('they stop at one moment, leap together and go at one speed', async () => {
    await lena.keyboard.press('Space')
    const starts = await startsOf(lena, archiveId)
    await eventually(async () => {
      const both = await bothSeen(lena)
      const moments = both.map(({ at }, index) => at + (starts[index] ?? 0))
      const apart = Math.abs((moments[0] ?? 0) - (moments[1] ?? 9))
      return (both.every(({ paused }) => paused) && apart < 0.06) || `${apart} s apart`
    })
    const before = (await seen(pictureOf(lena, NAMES[0] ?? ''))).at
    await lena.keyboard.press('ArrowLeft')
    // Five seconds back may be before this stream begins: then it says when it comes.
    const [start = 0] = starts
    const place = Math.max(0, start + before - 5) - start
    await eventually(async () => {
      const { at } = await seen(pictureOf(lena, NAMES[0] ?? ''))
      const comes = await lena
        .getByText(/^Comes at/)
        .first()
        .isVisible()
      return (comes && place < 0.1) || Math.abs(place - at) < 0.1 || `from ${before} to ${at}`
    })
    await lena.getByLabel('Speed').selectOption('2')
    await lena.locator('h1').click()
    await lena.keyboard.press('Space')
    await eventually(async () => {
      const [first] = await bothSeen(lena)
      return (first?.rate ?? 0) > 1.8 || `at ${first?.rate}`
    })
    await lena.keyboard.press('Space')
  })

  await test.step('one sounds alone, or all', async () => {
    const alone = lena.getByRole('button', { name: 'Hear only Nora Fechner' })
    await alone.click()
    await expect(alone).toHaveAttribute('aria-pressed', 'true')
    expect((await bothSeen(lena)).map(({ muted }) => muted)).toEqual([false, true])
    await alone.click()
    await expect(alone).toHaveAttribute('aria-pressed', 'false')
    expect((await bothSeen(lena)).map(({ muted }) => muted)).toEqual([false, false])
  })

  await test.step('a finding has both pictures, and who looked is told with what they saw', async () => {
    await lena.locator('h1').click()
    await lena.keyboard.press('f')
    await lena.keyboard.type('Both speak at once')
    await lena.keyboard.press('ControlOrMeta+Enter')
    const about = lena.getByRole('complementary', { name: 'About this recording' })
    await expect(about.getByRole('link', { name: /^Picture at/ })).toBeVisible()
    await eventually(
      async () => {
        await lena.reload()
        const opened = about.getByRole('region', { name: 'Who opened it' }).getByRole('listitem')
        const text = await opened.first().textContent()
        return (
          ((await opened.count()) === 1 && /Watch(ed|ing now,) 00:0\d to 00:\d\d/.test(text ?? '')) ||
          String(text)
        )
      },
      { timeoutMs: 15_000 },
    )
  })

  await test.step('also on a telephone', async () => {
    await axeFindsNothing(lena)
    await lena.setViewportSize({ width: 390, height: 844 })
    for (const name of NAMES) await expect(tileOf(lena, name)).toBeInViewport({ ratio: 1 })
    expect(await lena.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  })
})

/** Where each begins, in seconds of the recording. */
async function startsOf(page: Page, platformId: string): Promise<number[]> {
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  const answer = await page.request.get(new URL(`/api/media/archives/${id}/streams`, page.url()).href)
  const { streams }: { streams: { name: string; pieces: { fromMs: number }[] }[] } = await answer.json()
  if (streams.length === 0) throw new Error(`No streams in ${platformId}`)
  return NAMES.map((name) => (streams.find((one) => one.name === name)?.pieces[0]?.fromMs ?? 0) / 1_000)
}
