import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { axeFindsNothing } from '../kit/axe.ts'
import { eventually } from '../kit/eventually.ts'
import { inDatabase } from '../kit/in-database.ts'
import { joinByInvite, makeInvite, openSession } from '../kit/session-page.ts'
import { expect, leave, test } from '../kit/story.ts'

const SLOW = { timeout: 30_000 }

test('a recording is started, everyone sees it, it is stopped, and it plays with a record of who looked', async ({
  story,
  world,
}) => {
  const lena = await story.enter('admin')
  await openSession(lena, 'Rehearsal')
  const pia = await joinByInvite(story, await makeInvite(lena), 'Pia Lang')

  await lena.getByRole('button', { name: /Start recording/ }).click()
  await lena.getByRole('dialog').getByRole('textbox').fill('Agreed with the class')
  await lena.keyboard.press('ControlOrMeta+Enter')
  await expect(pia.getByText('This session is being recorded')).toBeVisible()
  await expect(lena.getByRole('region', { name: 'Archive' })).toContainText('Started by Lena Hoffmann')

  await test.step('somebody who comes later sees it too', async () => {
    const link = await makeInvite(lena)
    const lobby = await story.visit(new URL(link).pathname)
    await expect(lobby.getByText('This session is being recorded')).toBeVisible() // before they decide to come in
    await leave(lobby)
    const late = await joinByInvite(story, link, 'Emil Novak')
    await expect(late.getByText('This session is being recorded')).toBeVisible()
    await late.getByRole('button', { name: 'Leave' }).click()
  })

  await lena.getByRole('region', { name: 'Archive' }).getByRole('button', { name: /Stop/ }).click()
  await expect(pia.getByText('This session is being recorded')).toBeHidden()
  await leave(pia)

  await test.step('it plays in the console', async () => {
    await lena.goto(new URL('/archives', lena.url()).href)
    const row = lena.getByRole('row', { name: /Rehearsal/ }).first()
    await expect(row).toContainText('Kept', { timeout: 30_000 })
    await row.getByRole('link').first().click()
    const player = lena.locator('video[aria-label="Recording"]')
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

  await test.step('each moment of it has its picture', async () => {
    const lines = lena.getByRole('listitem')
    for (const what of ['Recording started', 'Recording stopped'])
      await expect(lines.filter({ hasText: what }).locator('img')).toHaveAttribute(
        'src',
        /^data:image\/jpeg/,
        SLOW,
      )
  })

  const about = (page: Page) => page.getByRole('complementary', { name: 'About this recording' })
  const findingsOf = (page: Page) => about(page).getByRole('region', { name: /Findings/ })
  const find = async (page: Page, words: string) => {
    await page.locator('h1').click()
    await page.keyboard.press('f')
    await expect(page.getByRole('textbox', { name: 'What you found' })).toBeFocused()
    await page.keyboard.type(words)
    await page.keyboard.press('ControlOrMeta+Enter')
    await expect(findingsOf(page)).toContainText(words)
  }
  const finish = async (page: Page, verdict: string) => {
    await page.getByRole('button', { name: /Finish review/ }).click()
    await page.getByRole('dialog').getByRole('radio', { name: verdict }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Finish review' }).click()
    await expect(page.getByRole('dialog')).toBeHidden()
  }

  await test.step('she writes down what she found, with the picture, gives it to a second one, and finishes', async () => {
    await find(lena, 'Theo speaks over others')
    await expect(findingsOf(lena).getByRole('link', { name: /^Picture at/ })).toBeVisible()
    await about(lena).getByLabel('Give a second review to').selectOption({ label: 'Amara Okafor' })
    await about(lena).getByRole('button', { name: 'Give', exact: true }).click()
    await finish(lena, 'Upheld')
    await axeFindsNothing(lena)
  })

  await test.step('the second one sees nothing of it, and then both side by side', async () => {
    const amara = await story.enter('reviewer', new URL(lena.url()).pathname)
    await expect(findingsOf(amara)).toContainText('What the other one found is shown when both are done')
    await expect(findingsOf(amara)).not.toContainText('Theo speaks over others')
    await find(amara, 'Nobody was hurt')
    await finish(amara, 'Nothing wrong')
    await expect(about(amara).getByRole('region', { name: /Two reviews/ })).toContainText('They differ')
    await expect(findingsOf(amara)).toContainText('Theo speaks over others')
    await expect(about(lena).getByRole('region', { name: /Two reviews/ })).toContainText('They differ')
  })

  await test.step('and it says who opened it, and what they saw', async () => {
    const opened = about(lena).getByRole('region', { name: 'Who opened it' })
    await eventually(
      async () => {
        await lena.reload()
        const text = await opened
          .getByRole('listitem')
          .filter({ hasText: 'Lena Hoffmann' })
          .first()
          .textContent()
        return /Watch(ed|ing now,) 00:0\d to 00:\d\d/.test(text ?? '') || String(text)
      },
      { timeoutMs: 15_000 },
    )
    await expect(opened.getByRole('listitem').filter({ hasText: 'Amara Okafor' })).toContainText(
      'watched nothing',
    )
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

test('a reviewer of another project sees nothing of a recording, and is not told that there is one', async ({
  story,
  world,
}) => {
  const { email } = world.signIn('reviewer')
  const limitTo = (project: string | null) =>
    inDatabase(
      world,
      `UPDATE "RoleHolding" SET "projectId" = (SELECT "id" FROM "Project" WHERE "name" = $2)
       WHERE "accountId" = (SELECT "id" FROM "Account" WHERE "email" = $1)`,
      [email, project],
    )
  const [foreign] = await inDatabase<{ id: string }>(
    world,
    `SELECT a."id" FROM "Archive" a JOIN "Project" p ON p."id" = a."projectId" WHERE p."name" = 'Openmic' LIMIT 1`,
  )
  await limitTo('Tutor')
  const amara = await story.enter('reviewer', '/archives')
  await expect(amara.getByRole('row', { name: /Algebra II/ }).first()).toBeVisible()
  await expect(amara.getByRole('row', { name: /Openmic/ })).toHaveCount(0)
  await amara.goto(new URL('/archives?text=karaoke', world.url).href)
  await expect(amara.getByText('Nothing matches')).toBeVisible()
  const wordsAt = async (id: string | undefined) => {
    await amara.goto(new URL(`/archives/${id}`, world.url).href)
    await expect(amara.getByText(/could not be found|not found/i).first()).toBeVisible()
    return amara.locator('main').textContent()
  }
  expect(await wordsAt(foreign?.id)).toBe(await wordsAt('01a226b7-e37d-73f0-9b43-1589ae5a4f0c'))
  await limitTo(null)
})
