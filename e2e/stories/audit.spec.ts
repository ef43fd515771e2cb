import type { Page } from '@playwright/test'
import pg from 'pg'
import { axeFindsNothing as findsNothing } from '../kit/axe.ts'
import { makeInvite, openSession } from '../kit/session-page.ts'
import { expect, test } from '../kit/story.ts'

const rows = (page: Page) => page.getByRole('region', { name: 'Entries' }).locator('tbody tr')
const verification = (page: Page) => page.getByRole('region', { name: 'Verification' })

test('an auditor sees what was just done, finds it by person, and opens it with all that stands in it', async ({
  story,
}) => {
  const lena = await story.enter('admin')
  await openSession(lena, 'Rehearsal')
  await makeInvite(lena)
  await lena.goto(new URL('/audit', lena.url()).href)

  await expect(verification(lena)).toContainText(/Unbroken from entry 1 to [\d,]+/)
  await findsNothing(lena)
  await lena.getByRole('button', { name: 'Person' }).click()
  await lena.getByRole('menuitemradio', { name: 'Lena Hoffmann' }).click()
  await lena.waitForURL('**/audit?person=*')
  const made = rows(lena).filter({ hasText: 'invite.create' }).first()
  await expect(made).toContainText('Lena Hoffmann')
  await expect(made).toContainText('Session Rehearsal')
  await expect(rows(lena).filter({ hasNotText: 'Lena Hoffmann' })).toHaveCount(0)

  await made.getByRole('link').first().click()
  const entry = lena.getByRole('complementary', { name: 'Chosen entry' })
  await expect(entry).toContainText(/Lena Hoffmann (asked to make|made) an invite to Session Rehearsal/)
  await expect(entry).toContainText('By the same request')
  await expect(entry).toContainText('publisher')
  await findsNothing(lena)
  await lena.keyboard.press('Escape')
  await expect(entry).toBeHidden()
  await lena.getByRole('button', { name: 'Person: Lena Hoffmann' }).click()
  await lena.waitForURL('**/audit')
})

test('an auditor asks for what failed, and is told when a kept address asks for what there is not', async ({
  story,
}) => {
  const lena = await story.enter('admin', '/audit')
  await lena.getByRole('button', { name: 'Outcome' }).click()
  await lena.getByRole('menuitemradio', { name: 'Failed', exact: true }).click()
  await lena.waitForURL('**/audit?outcome=failed')
  await expect(lena.getByText('Outcomes are searched in')).toBeVisible()
  await lena.getByRole('button', { name: 'Outcome: Failed' }).click()
  await lena.waitForURL('**/audit')

  await lena.goto(new URL('/audit?outcome=lost', lena.url()).href)
  await expect(lena.getByText('This filter is not known and was left out: Outcome')).toBeVisible()
  await expect(rows(lena).first()).toBeVisible()
  await findsNothing(lena)
})

test('what comes in while somebody reads is held until they let it in', async ({ story }) => {
  const lena = await story.enter('admin', '/audit')
  const first = rows(lena).first()
  const before = await first.getByRole('link').first().getAttribute('aria-label')
  await story.enter('reviewer', '/archives')
  await expect(lena.getByRole('button', { name: /new entr/ })).toBeVisible()
  await expect(first.getByRole('link').first()).toHaveAttribute('aria-label', before ?? '')
  await lena.keyboard.press('.')
  await expect(first).toContainText('Amara Okafor')
  await expect(lena.getByRole('button', { name: /new entr/ })).toBeHidden()
})

test('when the log was touched in the database, the page says where, and leads there', async ({
  story,
  world,
}) => {
  const lena = await story.enter('admin', '/audit')
  await expect(verification(lena)).toContainText('Unbroken')
  const owner = new pg.Client({ connectionString: world.databaseUrl })
  await owner.connect()
  const touch = (sql: string) => owner.query(`SET session_replication_role = 'replica'; ${sql}`)
  try {
    await touch(`UPDATE "AuditEntry" SET "action" = 'nothing.' || "action" WHERE "seq" = 3`)
    await lena.getByRole('button', { name: 'Verify again' }).click()
    await expect(verification(lena)).toContainText('Broken at entry 3')
    await expect(verification(lena)).toContainText('something in it was changed afterwards')
    await findsNothing(lena)
    await verification(lena).getByRole('link', { name: 'entry 3' }).click()
    await expect(lena.getByRole('complementary', { name: 'Chosen entry' })).toContainText('Entry 3')
  } finally {
    await touch(`UPDATE "AuditEntry" SET "action" = replace("action", 'nothing.', '') WHERE "seq" = 3`)
    await owner.end()
  }
  await lena.getByRole('button', { name: 'Verify again' }).click()
  await expect(verification(lena)).toContainText('Unbroken')
})

test('on a phone an entry is two lines, and opens over the list', async ({ story }) => {
  const lena = await story.enter('admin', '/audit')
  await lena.setViewportSize({ width: 390, height: 844 })
  await rows(lena).first().getByRole('link').first().click()
  const entry = lena.getByRole('complementary', { name: 'Chosen entry' })
  await expect(entry).toBeVisible()
  expect((await entry.boundingBox())?.width).toBe(390)
  await findsNothing(lena)
  await entry.getByRole('button', { name: 'Close the panel' }).click()
  await expect(entry).toBeHidden()
  const wide = await lena.evaluate(() => document.documentElement.scrollWidth)
  expect(wide).toBeLessThanOrEqual(390)
})

test('a moderator finds no audit log', async ({ story }) => {
  const ines = await story.enter('moderator', '/audit')
  await expect(ines.getByText(/could not be found|not found/i).first()).toBeVisible()
})
