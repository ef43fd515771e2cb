import type { Page } from '@playwright/test'
import { axeFindsNothing as findsNothing } from '../kit/axe.ts'
import { inDatabase } from '../kit/in-database.ts'
import { clearPolicy, makeLead } from '../kit/record-policy.ts'
import { joinByInvite, makeInvite, openSession } from '../kit/session-page.ts'
import { expect, leave, test } from '../kit/story.ts'

const archiveOf = (page: Page) => page.getByRole('region', { name: 'Archive' })
const panelOf = (page: Page) => page.getByRole('region', { name: 'Letting go' })

/** Says why in the dialog that is open. */
async function give(page: Page, reason: string, verb: string): Promise<void> {
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill(reason)
  await dialog.getByRole('button', { name: verb, exact: true }).click()
  await expect(dialog).toBeHidden()
}

test('a recording is asked for, agreed to, kept, reviewed, held, let go by two, and its certificate stays', async ({
  story,
  world,
}) => {
  await makeLead(world)
  const lena = await story.enter('admin')
  await openSession(lena, 'Rehearsal')
  const noor = await joinByInvite(story, await makeInvite(lena), 'Noor Haddad')

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

  await test.step('a moderator asks', async () => {
    await ines.getByRole('button', { name: /Ask to record/ }).click()
    const dialog = ines.getByRole('dialog')
    await expect(dialog).toContainText('It is stopped after 30 min')
    await expect(dialog.getByRole('button', { name: /Ask to record/ })).toBeDisabled()
    await dialog.getByRole('textbox').fill('Agreed with the class')
    await ines.keyboard.press('ControlOrMeta+Enter')
    await expect(archiveOf(ines)).toContainText('You asked to record')
    await expect(archiveOf(ines)).toContainText('You cannot approve your own')
  })

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

  await test.step('everyone is told while it runs, and it is stopped', async () => {
    await expect(noor.getByText('This session is being recorded')).toBeVisible()
    await expect(archiveOf(ines)).toContainText('Started by Ines Duarte')
    await expect(archiveOf(ines)).toContainText('Agreed to by Amara Okafor')
    await archiveOf(ines).getByRole('button', { name: /Stop/ }).click()
    await expect(noor.getByText('This session is being recorded')).toBeHidden()
    await leave(noor)
    await leave(ines)
  })

  await test.step('its file is fetched, compared, and gone from the platform', async () => {
    await lena.goto(new URL('/archives', world.url).href)
    const row = lena.getByRole('row', { name: /Rehearsal/ }).first()
    await expect(row).toContainText('Kept', { timeout: 30_000 })
    await row.getByRole('link').first().click()
    const custody = lena.getByRole('region', { name: 'Custody' })
    await expect(custody).toContainText('SHA-256')
    await expect(custody).toContainText('Matches its hash')
    await expect(custody).not.toContainText('Deletes its copy')
    await expect(panelOf(lena)).toContainText('For good: no rule applies')
  })
  const address = lena.url()
  const archiveId = new URL(address).pathname.split('/').at(-1) ?? ''

  await test.step('a reviewer writes down what she found, and finishes', async () => {
    await amara.goto(address)
    const about = amara.getByRole('complementary', { name: 'About this recording' })
    await expect(amara.locator('video[aria-label="Recording"]')).toBeVisible()
    await amara.getByRole('button', { name: /Write a finding/ }).click()
    await expect(amara.getByRole('textbox', { name: 'What you found' })).toBeFocused()
    await amara.keyboard.type('A phone number is read out')
    await amara.getByLabel('From').fill('99:99:99')
    await amara.getByRole('textbox', { name: 'What you found' }).focus()
    await expect(amara.getByText('Write it as 1:30 or 1:02:03')).toBeVisible()
    await expect(amara.getByRole('button', { name: 'Save finding' })).toBeDisabled()
    await amara.getByLabel('From').fill('0:01')
    await amara.getByRole('textbox', { name: 'What you found' }).focus()
    await expect(amara.getByRole('button', { name: 'Save finding' })).toBeEnabled()
    await amara.keyboard.press('ControlOrMeta+Enter')
    await expect(about.getByRole('region', { name: /Findings/ })).toContainText('A phone number is read out')
    await amara.getByRole('button', { name: /Finish review/ }).click()
    await amara.getByRole('dialog').getByRole('radio', { name: 'Upheld' }).click()
    await amara.getByRole('dialog').getByRole('button', { name: 'Finish review' }).click()
    await expect(amara.getByRole('dialog')).toBeHidden()
  })

  await panelOf(lena).getByRole('button', { name: 'Ask to delete' }).click()
  await give(lena, 'Consent was withdrawn', 'Ask')
  await expect(panelOf(lena)).toContainText('Waits for a second person')
  await panelOf(lena).getByRole('button', { name: 'Put on hold' }).click()
  await give(lena, 'Complaint 2026-118', 'Put on hold')
  await expect(panelOf(lena)).toContainText('On hold')

  await amara.goto(new URL('/requests', world.url).href)
  const row = amara.getByRole('listitem').filter({ hasText: 'Delete an archive for good' })
  await test.step('while it is held nobody can agree', async () => {
    await expect(row).toContainText('It is on hold: nobody can agree.')
    await findsNothing(amara)
    await amara.keyboard.press('y')
    const dialog = amara.getByRole('dialog', { name: 'Delete it for good?' })
    await dialog.getByRole('button', { name: 'Delete for good' }).click()
    await expect(dialog).toContainText('As long as a hold stands, nobody deletes it.')
    await dialog.getByRole('button', { name: 'Cancel' }).click()
  })

  await test.step('the hold is lifted, another agrees, and it goes in both places', async () => {
    await panelOf(lena).getByRole('button', { name: 'Lift', exact: true }).click()
    await give(lena, 'Withdrawn in writing', 'Lift the hold')
    await expect(panelOf(lena)).toContainText('Lifted by')
    await expect(row).not.toContainText('on hold')
    await row.getByRole('button', { name: /Approve/ }).click()
    await amara.getByRole('dialog').getByRole('button', { name: 'Delete for good' }).click()
    await expect(amara.getByText('Nothing waits for a second person.')).toBeVisible()
    await expect(panelOf(lena)).toContainText('Deleted for good', { timeout: 15_000 })
    const states = `SELECT "state"::text AS "state" FROM "StoredFile" WHERE "archiveId" = $1`
    expect(await inDatabase(world, states, [archiveId])).toEqual([{ state: 'deleted' }])
  })

  await test.step('its page says who, why and what there was, and gives the certificate', async () => {
    await lena.goto(address)
    const panel = panelOf(lena)
    for (const said of ['Lena Hoffmann', 'Amara Okafor', 'Consent was withdrawn', 'SHA-256'])
      await expect(panel).toContainText(said)
    await expect(lena.getByText('A phone number is read out').first()).toBeVisible()
    await findsNothing(lena)
    const waiting = lena.waitForEvent('download')
    await panel.getByRole('link', { name: 'Certificate (PDF)' }).click()
    expect((await waiting).suggestedFilename()).toMatch(/^deletion-.*\.pdf$/)
    const stated = await lena.request.get(
      `${address.replace('/archives/', '/api/archives/')}/certificate/facts`,
    )
    expect(await stated.json()).toMatchObject({
      facts: { why: 'Consent was withdrawn', askedBy: { name: 'Lena Hoffmann' } },
      signature: expect.any(String),
    })
  })
  await clearPolicy(world)
})
