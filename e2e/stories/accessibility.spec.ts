import { axeFindsNothing as findsNothing } from '../kit/axe.ts'
import { inDatabase } from '../kit/in-database.ts'
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

test('nothing is cut on a small laptop, and no page is wider than a phone', async ({ story }) => {
  const page = await story.enter('admin')
  await page.setViewportSize({ width: 1280, height: 800 })
  await expect(page.getByRole('row', { name: /Rehearsal/ }).first()).toBeVisible()
  const totals = page.getByRole('region', { name: 'Totals' })
  expect(await totals.evaluate(textsCut)).toEqual([])
  await openSession(page, 'Rehearsal')
  const counts = page.getByRole('region', { name: 'Counts' })
  const legend = counts.getByText('Publishers')
  await expect(legend).toBeVisible()
  expect(rightOf(await legend.boundingBox())).toBeLessThanOrEqual(rightOf(await counts.boundingBox()))

  await page.setViewportSize({ width: 390, height: 844 })
  for (const path of ['/admin/roles', '/audit']) {
    await page.goto(new URL(path, page.url()).href)
    await expect(page.getByRole('table')).toBeVisible()
    const wide = await page.evaluate(() => document.documentElement.scrollWidth)
    expect({ path, wide }).toEqual({ path, wide: 390 })
  }
  const who = page.getByRole('row').nth(1).getByRole('cell').nth(1)
  expect((await who.boundingBox())?.width, 'who has the most of a row').toBeGreaterThan(390 / 2)
})

test('a recording stays within a phone, whatever it and those who acted in it are called', async ({
  story,
  world,
}) => {
  const long = 'Wolfeschlegelsteinhausenbergerdorff'.repeat(4)
  const rename = (from: string, to: string) =>
    Promise.all([
      inDatabase(world, 'UPDATE "VideoSession" SET "name" = $2 WHERE "name" = $1', [from, to]),
      inDatabase(world, 'UPDATE "Account" SET "name" = $2 WHERE "name" = $1', [from, to]),
    ])
  const NAMES = ['Algebra II, group 4', 'Tomasz Wilk']
  const names = NAMES.map((name) => [name, `${name.slice(0, 4)}${long}`] as const)
  const find = `SELECT r."id" FROM "Archive" r JOIN "VideoSession" s ON s."id" = r."sessionId" WHERE s."name" = $1`
  const [recording] = await inDatabase<{ id: string }>(world, find, [NAMES[0]])
  for (const [name, other] of names) await rename(name, other)
  const page = await story.enter('admin', `/archives/${recording?.id}`)
  await page.setViewportSize({ width: 390, height: 844 })
  const panel = page.getByRole('region', { name: 'Letting go' })
  await panel.getByRole('button', { name: 'Put on hold' }).click()
  await page.getByRole('dialog').getByRole('textbox').fill(long)
  await page.getByRole('dialog').getByRole('button', { name: 'Put on hold' }).click()
  await expect(panel).toContainText('Held by')
  await expect(page.getByText(/muted|unpublished|removed|warned/i).first()).toBeVisible()
  expect(await page.evaluate(beyond, 390)).toEqual([])
  await inDatabase(world, 'DELETE FROM "Hold" WHERE "archiveId" = $1::uuid', [recording?.id])
  for (const [name, other] of names) await rename(other, name)
})

/** In the page: what reaches beyond this width. */
function beyond(width: number): string[] {
  return [...document.querySelectorAll('main *')]
    .filter((one) => one.getBoundingClientRect().right > width + 1)
    .map((one) => one.outerHTML.slice(0, 120))
}

const rightOf = (box: { x: number; width: number } | null): number => (box ? box.x + box.width : Number.NaN)

/** In the page: texts that end in dots for want of room. */
function textsCut(region: Element): (string | null)[] {
  return [...region.querySelectorAll('.truncate')]
    .filter((text) => text.scrollWidth > text.clientWidth)
    .map(({ textContent }) => textContent)
}
