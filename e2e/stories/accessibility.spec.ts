import { axeFindsNothing as findsNothing } from '../kit/axe.ts'
import { makeInvite, openSession } from '../kit/session-page.ts'
import { expect, test } from '../kit/story.ts'

test('axe finds nothing on the pages before signing in', async ({ story }) => {
  await findsNothing(await story.visit('/sign-in'))
})

test('axe finds nothing on the pages of the console, with their dialogs, and in the room', async ({
  story,
}) => {
  const page = await story.enter('admin')
  await expect(page.getByRole('row', { name: /Rehearsal/ }).first()).toBeVisible()
  await findsNothing(page)
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toBeVisible()
  await findsNothing(page)
  await page.keyboard.press('Escape')

  await openSession(page, 'Rehearsal')
  await expect(page.locator('video').first()).toBeVisible()
  await findsNothing(page)
  const link = await makeInvite(page)
  const option = page.getByRole('listbox', { name: 'People' }).getByRole('option', { name: /Mia Keller/ })
  await option.click()
  await page.keyboard.press('r')
  await expect(page.getByRole('dialog')).toBeVisible()
  await findsNothing(page)
  await page.keyboard.press('Escape')

  await page.goto(new URL('/archives', page.url()).href)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await findsNothing(page)

  const room = await story.visit(new URL(link).pathname)
  await expect(room.getByLabel('Your name')).toBeVisible()
  await findsNothing(room)
})

test('a moderator does the whole job by keyboard alone', async ({ story }) => {
  const page = await story.enter('moderator')
  await expect(page.getByRole('row', { name: /Rehearsal/ }).first()).toBeVisible()
  // The rows are there before the page hears keys.
  await expect(async () => {
    await page.keyboard.press('/')
    await expect(page.locator('input:focus')).toBeVisible({ timeout: 500 })
  }).toPass({ timeout: 10_000 })
  await page.keyboard.type('Rehearsal')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(page.locator('input:focus')).toBeHidden()
  await page.keyboard.press('j')
  await expect(page.getByRole('row', { selected: true })).toHaveAccessibleName(/Rehearsal/)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Rehearsal', level: 1 })).toBeVisible()
  await page.keyboard.press('j')
  await page.keyboard.press('w')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  // Right after a dialog the page's own Escape is held back, so that nobody leaves by a key pressed twice.
  await expect(async () => {
    await page.keyboard.press('Escape')
    await page.waitForURL('**/live**', { timeout: 500 })
  }).toPass({ timeout: 10_000 })
})
