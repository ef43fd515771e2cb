import type { Page } from '@playwright/test'
import { axeFindsNothing as findsNothing } from '../kit/axe.ts'
import { inDatabase } from '../kit/in-database.ts'
import { joinByInvite, makeInvite, openSession } from '../kit/session-page.ts'
import { expect, test } from '../kit/story.ts'

const panelOf = (page: Page) => page.getByRole('region', { name: 'Letting go' })

/** Says why in the dialog that is open. */
async function give(page: Page, reason: string, verb: string): Promise<void> {
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill(reason)
  await dialog.getByRole('button', { name: verb, exact: true }).click()
  await expect(dialog).toBeHidden()
}

test('a recording is held, then deleted by two: its file goes, its record and its certificate stay', async ({
  story,
  world,
}) => {
  const lena = await story.enter('admin')
  await openSession(lena, 'Rehearsal')
  await joinByInvite(story, await makeInvite(lena), 'Noor Haddad')
  await lena.getByRole('button', { name: /Start recording/ }).click()
  await lena.getByRole('dialog').getByRole('textbox').fill('Agreed with the class')
  await lena.keyboard.press('ControlOrMeta+Enter')
  await lena.getByRole('region', { name: 'Archive' }).getByRole('button', { name: /Stop/ }).click()
  await lena.goto(new URL('/archives', world.url).href)
  await lena
    .getByRole('row', { name: /Rehearsal/ })
    .first()
    .getByRole('link')
    .first()
    .click()
  await expect(lena.getByRole('region', { name: 'Custody' })).toContainText('SHA-256', { timeout: 20_000 })
  const address = lena.url()
  await expect(panelOf(lena)).toContainText('For good: no rule applies')

  await panelOf(lena).getByRole('button', { name: 'Ask to delete' }).click()
  await give(lena, 'Consent was withdrawn', 'Ask')
  await expect(panelOf(lena)).toContainText('Waits for a second person')
  await panelOf(lena).getByRole('button', { name: 'Put on hold' }).click()
  await give(lena, 'Complaint 2026-118', 'Put on hold')
  await expect(panelOf(lena)).toContainText('On hold')

  const amara = await story.enter('reviewer', '/requests')
  const row = amara.getByRole('listitem').filter({ hasText: 'Delete an archive for good' })
  await test.step('while it is held nobody can agree', async () => {
    await expect(row).toContainText('It is on hold: nobody can agree.')
    await findsNothing(amara)
    await amara.keyboard.press('y')
    await expect(amara.getByText('As long as a hold stands, nobody deletes it.')).toBeVisible()
  })

  await test.step('the hold is lifted, another agrees, and it goes in both places', async () => {
    await panelOf(lena).getByRole('button', { name: 'Lift', exact: true }).click()
    await give(lena, 'Withdrawn in writing', 'Lift the hold')
    await expect(panelOf(lena)).toContainText('Lifted by')
    await expect(row).not.toContainText('on hold')
    await row.getByRole('button', { name: /Approve/ }).click()
    await expect(amara.getByText('Nothing waits for a second person.')).toBeVisible()
    await expect(panelOf(lena)).toContainText('Deleted for good', { timeout: 15_000 })
    const files = await inDatabase<{ state: string }>(
      world,
      `SELECT "state"::text AS "state" FROM "StoredFile"`,
    )
    expect(files).toEqual([{ state: 'deleted' }])
  })

  await test.step('its page says who, why and what there was, and gives the certificate', async () => {
    await lena.goto(address)
    const panel = panelOf(lena)
    for (const said of ['Lena Hoffmann', 'Amara Okafor', 'Consent was withdrawn', 'SHA-256'])
      await expect(panel).toContainText(said)
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
})
