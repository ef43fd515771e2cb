import type { Page } from '@playwright/test'
import { axeFindsNothing as findsNothing } from '../kit/axe.ts'
import { inDatabase } from '../kit/in-database.ts'
import { clearPolicy, makeLead, setPolicy } from '../kit/record-policy.ts'
import { joinByInvite, makeInvite, openSession, person } from '../kit/session-page.ts'
import { expect, test } from '../kit/story.ts'

/** P8: participants are told before a recording begins, by whose authority, and what they may do about it. */
const archiveOf = (page: Page) => page.getByRole('region', { name: 'Archive' })

// Alerts are told by letter too.
const NEWEST_LETTER = `SELECT "text" FROM "Mail" WHERE "to" = $1 AND "text" LIKE '%/requests/answer/%'
  ORDER BY "createdAt" DESC LIMIT 1`
const TOLD_FIRST = `SELECT n."at" <= r."startedAt" AS "first" FROM "NoticeReceipt" n
  JOIN "ActionTarget" t ON t."actionId" = n."actionId" JOIN "Archive" r ON r."id" = t."archiveId"
  JOIN "VideoSession" s ON s."id" = r."sessionId" WHERE s."name" = 'Rehearsal' ORDER BY n."at" DESC LIMIT 1`
const POLICY = {
  version: 2,
  atOnce: ['admin'],
  asks: ['moderator'],
  approves: ['lead'],
  sessions: null,
  hours: null,
  lastsMinutes: 10,
  longestMinutes: null,
  needsReason: false,
  tells: 'role',
  objections: 'stop',
  toldFirst: true,
}

test('a lead agrees by a letter, the room is told by which roles, a participant objects and it is stopped', async ({
  story,
  world,
}) => {
  const letterTo = await makeLead(world)
  await setPolicy(world, POLICY)
  const ines = await story.enter('moderator')
  await openSession(ines, 'Rehearsal')
  const jonas = await joinByInvite(story, await makeInvite(ines), 'Jonas Weber')
  await ines.getByRole('button', { name: /Ask to record/ }).click()
  await expect(ines.getByRole('dialog')).toContainText('They may object, which stops it')
  await ines.keyboard.press('ControlOrMeta+Enter')
  await expect(archiveOf(ines)).toContainText('You asked to record')

  await test.step('the letter leads past the sign-in to one click', async () => {
    const [letter] = await inDatabase<{ text: string }>(world, NEWEST_LETTER, [letterTo])
    const link = /\S+\/requests\/answer\/\S+/.exec(letter?.text ?? '')?.[0] ?? ''
    const amara = await story.visit(new URL(link).pathname)
    const { email, password } = world.signIn('reviewer')
    await amara.getByLabel('E-mail').fill(email)
    await amara.getByLabel('Password', { exact: true }).fill(password)
    await amara.getByRole('button', { name: 'Continue', exact: true }).click()
    await expect(amara.getByRole('heading', { name: 'Ines Duarte asks to record' })).toBeVisible()
    await findsNothing(amara)
    await amara.getByRole('button', { name: 'Approve' }).click()
    await expect(amara.getByText('This letter has nothing more to answer')).toBeVisible()
    const wrong = await story.enter('admin', new URL(link).pathname)
    await expect(wrong.getByText(/could not be found|not found/i).first()).toBeVisible()
  })

  const notice = jonas.getByRole('region', { name: 'Recording' })
  await expect(notice).toContainText('This session is being recorded')
  await expect(notice).toContainText('in the role Moderator, with the consent of the role Lead')
  await findsNothing(jonas)
  // The room hears of the start from the platform, maybe before the console does.
  await expect.poll(() => inDatabase<{ first: boolean }>(world, TOLD_FIRST)).toEqual([{ first: true }])
  await notice.getByRole('button', { name: 'I object' }).click()
  await expect(notice).toContainText('You object to being recorded')
  await expect(archiveOf(ines)).toContainText('Somebody who is there does not want to be recorded')
  await expect(person(ines, 'Jonas Weber')).toContainText('Does not want to be recorded')
  await expect(archiveOf(ines)).toContainText("By this project's policy nothing is recorded then")
  await expect(archiveOf(ines).getByRole('button', { name: /recording/ })).toBeDisabled()
  await notice.getByRole('button', { name: 'Take it back' }).click()
  await expect(notice).toBeHidden()
  await expect(ines.getByRole('button', { name: /Ask to record/ })).toBeEnabled()
  await clearPolicy(world)
})
