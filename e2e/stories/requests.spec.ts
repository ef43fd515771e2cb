import type { Page } from '@playwright/test'
import { axeFindsNothing as findsNothing } from '../kit/axe.ts'
import { inDatabase } from '../kit/in-database.ts'
import { joinByInvite, makeInvite, openSession } from '../kit/session-page.ts'
import { expect, test } from '../kit/story.ts'
import type { World } from '../kit/world.ts'

const AMARA = 'amara.okafor@northlight.example'

/** Amara looks at recordings; in these stories she is a lead too. */
const makeLead = (world: World) =>
  inDatabase(
    world,
    `INSERT INTO "RoleHolding" ("id", "accountId", "roleId")
     SELECT gen_random_uuid(), a."id", r."id" FROM "Account" a, "Role" r WHERE a."email" = $1 AND r."key" = 'lead'
     ON CONFLICT DO NOTHING`,
    [AMARA],
  )

const POLICY = {
  version: 1,
  atOnce: ['admin', 'lead'],
  asks: ['moderator'],
  approves: ['admin', 'lead'],
  sessions: null,
  hours: null,
  lastsMinutes: 10,
  longestMinutes: 30,
  needsReason: true,
}

const setPolicy = (world: World) =>
  inDatabase(world, `UPDATE "Project" SET "archivePolicy" = $1 WHERE "name" = 'Openmic'`, [
    JSON.stringify(POLICY),
  ])

const archiveOf = (page: Page) => page.getByRole('region', { name: 'Archive' })

test('a moderator asks to record, a lead sees it arrive and agrees, everyone is told, it is stopped', async ({
  story,
  world,
}) => {
  await makeLead(world)
  const lena = await story.enter('admin')
  await openSession(lena, 'Rehearsal')
  const sofia = await joinByInvite(story, await makeInvite(lena), 'Sofia Marin')

  await test.step('the admin sets who must ask', async () => {
    await lena.goto(new URL('/admin/projects', world.url).href)
    await lena.getByRole('link', { name: 'Openmic' }).click()
    await expect(lena.getByText('No policy')).toBeVisible()
    await lena.getByRole('button', { name: 'Set a policy' }).click()
    const moderators = lena.getByRole('radiogroup', { name: 'Moderator starts a recording' })
    await moderators.getByRole('radio', { name: 'Asks first' }).click()
    await lena.getByLabel('Minutes after which a recording is stopped').fill('30')
    await lena.getByText('A reason must be given').click()
    await findsNothing(lena)
    await lena.getByRole('button', { name: 'Save policy' }).click()
    await expect(lena.getByText('Stopped after 30 min')).toBeVisible()
    await expect(lena.getByText('Who may record changed')).toBeVisible()
  })

  const amara = await story.enter('reviewer', '/live')
  await expect(amara.getByRole('link', { name: 'Requests', exact: true })).toBeVisible()

  const ines = await story.enter('moderator')
  await openSession(ines, 'Rehearsal')
  await ines.getByRole('button', { name: /Ask to record/ }).click()
  const dialog = ines.getByRole('dialog')
  await expect(dialog).toContainText('It is stopped after 30 min')
  await expect(dialog.getByRole('button', { name: /Ask to record/ })).toBeDisabled()
  await dialog.getByRole('textbox').fill('Agreed with the class')
  await ines.keyboard.press('ControlOrMeta+Enter')
  await expect(archiveOf(ines)).toContainText('You asked to record')
  await expect(archiveOf(ines)).toContainText('You cannot approve your own')

  await test.step('the lead is told where she is, and answers by a key', async () => {
    const place = amara.getByRole('link', { name: 'Requests, 1 for you to answer' })
    await expect(place).toBeVisible()
    await place.click()
    const row = amara.getByRole('listitem').filter({ hasText: 'Start an archive' })
    await expect(row).toContainText('Ines Duarte')
    await expect(row).toContainText('“Agreed with the class”')
    await expect(row).toContainText(/Expires in \d+ min/)
    await findsNothing(amara)
    await amara.keyboard.press('y')
    await expect(amara.getByText('Nothing waits for a second person.')).toBeVisible()
  })

  await expect(sofia.getByText('This session is being recorded')).toBeVisible()
  await expect(archiveOf(ines)).toContainText('Started by Ines Duarte')
  await expect(archiveOf(ines)).toContainText('Agreed to by Amara Okafor')
  await archiveOf(ines).getByRole('button', { name: /Stop/ }).click()
  await expect(sofia.getByText('This session is being recorded')).toBeHidden()
})

test('a request is refused with words, and one that nobody answers expires, both before their eyes', async ({
  story,
  world,
}) => {
  await makeLead(world)
  await setPolicy(world)
  const ines = await story.enter('moderator')
  await openSession(ines, 'Rehearsal')
  const amara = await story.enter('reviewer', '/live')
  await openSession(amara, 'Rehearsal')
  const ask = async (reason: string) => {
    await ines.getByRole('button', { name: /Ask to record/ }).click()
    await ines.getByRole('dialog').getByRole('textbox').fill(reason)
    await ines.keyboard.press('ControlOrMeta+Enter')
    await expect(archiveOf(ines)).toContainText('You asked to record')
  }

  await ask('For the archive')
  await expect(archiveOf(amara)).toContainText('Ines Duarte')
  await findsNothing(amara)
  await amara.keyboard.press('d')
  await amara.getByRole('dialog').getByLabel(/Why/).fill('Not while guests are here')
  await amara.getByRole('dialog').getByRole('button', { name: 'Refuse' }).click()
  await expect(archiveOf(ines)).toContainText('refused by Amara Okafor: “Not while guests are here”')

  await ask('Once more')
  await inDatabase(world, `UPDATE "ArchiveRequest" SET "expiresAt" = now() WHERE "state" = 'waiting'`)
  await expect(archiveOf(ines)).toContainText('expired unanswered')
  await ines.goto(new URL('/requests?show=mine', world.url).href)
  const items = ines.getByRole('listitem').filter({ hasText: 'Start an archive' })
  await expect(items.first()).toContainText('Expired unanswered')
  await expect(items.nth(1)).toContainText('Refused by Amara Okafor')
  await findsNothing(ines)
})
