import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { eventually } from '../kit/eventually.ts'
import { joinByInvite, makeInvite, openSession } from '../kit/session-page.ts'
import { expect, test } from '../kit/story.ts'

const SLOW = { timeout: 30_000 }

test('a recording is started, everyone sees it, it is stopped, and it plays with a record of who looked', async ({
  story,
  world,
}) => {
  const lena = await story.enter('admin')
  await openSession(lena, 'Rehearsal')
  const theo = await joinByInvite(story, await makeInvite(lena), 'Theo Brandt')

  await lena.getByRole('button', { name: /Start recording/ }).click()
  await lena.getByRole('dialog').getByRole('textbox').fill('Agreed with the class')
  await lena.keyboard.press('ControlOrMeta+Enter')
  await expect(theo.getByText('This session is being recorded')).toBeVisible()
  await expect(lena.getByRole('region', { name: 'Archive' })).toContainText('Started by Lena Hoffmann')

  await test.step('somebody who comes later sees it too', async () => {
    const late = await joinByInvite(story, await makeInvite(lena), 'Anna Kral')
    await expect(late.getByText('This session is being recorded')).toBeVisible()
    await late.getByRole('button', { name: 'Leave' }).click()
  })

  await lena.getByRole('region', { name: 'Archive' }).getByRole('button', { name: /Stop/ }).click()
  await expect(theo.getByText('This session is being recorded')).toBeHidden()

  await test.step('it plays in the console', async () => {
    await lena.goto(new URL('/archives', lena.url()).href)
    const row = lena.getByRole('row', { name: /Rehearsal/ }).first()
    await expect(row).toContainText('Ready', { timeout: 30_000 })
    await row.getByRole('link').first().click()
    const player = lena.locator('video')
    await expect(player).toBeVisible()
    await player.evaluate((video: HTMLVideoElement) => video.play())
    await eventually(
      async () => {
        const seen = await player.evaluate((video: HTMLVideoElement) => ({
          at: video.currentTime,
          frames: video.getVideoPlaybackQuality().totalVideoFrames,
        }))
        return (seen.at > 1 && seen.frames > 5) || `at ${seen.at} s, ${seen.frames} pictures`
      },
      { timeoutMs: 15_000 },
    )
  })

  await test.step('and says who opened it', async () => {
    await lena.reload()
    const opened = lena.getByRole('complementary', { name: 'About this recording' })
    await expect(opened.getByRole('listitem').filter({ hasText: 'Lena Hoffmann' }).first()).toBeVisible()
  })

  await test.step('it lies with us, the platform has let it go, and a file that somebody changes is found out', async () => {
    const custody = lena.getByRole('region', { name: 'Custody' })
    await expect(custody).toContainText('Kept', SLOW)
    await expect(custody).toContainText('Matches its hash')
    await expect(custody).not.toContainText('Deletes its copy')
    const archiveId = new URL(lena.url()).pathname.split('/').at(-1) ?? ''
    const [path = ''] = globSync(join(world.dataDir, 'recordings', '*', `${archiveId}.*`))
    const bytes = readFileSync(path)
    writeFileSync(path, Buffer.from(bytes).fill(0, 100, 200))
    await custody.getByRole('button', { name: 'Check the file' }).click()
    await expect(custody).toContainText('Does not match its hash', SLOW)
    writeFileSync(path, bytes)
    await custody.getByRole('button', { name: 'Check the file' }).click()
    await expect(custody).toContainText('Matches its hash', SLOW)
  })
})

test('a moderator may start a recording and not open it', async ({ story }) => {
  const ines = await story.enter('moderator', '/archives')
  await expect(ines.getByText(/could not be found|not found/i).first()).toBeVisible()
})
