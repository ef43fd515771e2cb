import type { Page } from '@playwright/test'
import { axeFindsNothing as findsNothing } from '../kit/axe.ts'
import { inDatabase } from '../kit/in-database.ts'
import { clearPolicy, makeLead, setPolicy } from '../kit/record-policy.ts'
import { openSession } from '../kit/session-page.ts'
import { expect, test } from '../kit/story.ts'

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

const archiveOf = (page: Page) => page.getByRole('region', { name: 'Archive' })

test('a request is refused with words, and one that nobody answers expires, both before their eyes', async ({
  story,
  world,
}) => {
  await makeLead(world)
  await setPolicy(world, POLICY)
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
  await clearPolicy(world)
})
