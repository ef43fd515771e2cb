import type { Page } from '@playwright/test'
import pg from 'pg'
import { mintRestToken } from '../../sandbox/tokens/mint-token.ts'
import { axeFindsNothing as findsNothing } from '../kit/axe.ts'
import { eventually } from '../kit/eventually.ts'
import { joinByInvite, makeInvite, openSession, person } from '../kit/session-page.ts'
import { expect, test } from '../kit/story.ts'
import type { World } from '../kit/world.ts'

const AMARA = 'amara.okafor@northlight.example'
const archiveOf = (page: Page) => page.getByRole('region', { name: 'Archive' })

async function inDatabase<Row extends pg.QueryResultRow>(
  world: World,
  statement: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: world.databaseUrl })
  await client.connect()
  const { rows } = await client.query<Row>(statement, values)
  await client.end()
  return rows
}

/** The application's own server calls the platform, past Gavel. */
async function callPlatform(world: World, method: string, path: string, body: unknown): Promise<unknown> {
  const [project] = world.sandbox.projects
  if (!project) throw new Error('The sandbox has no project')
  const { apiKey, apiSecret } = project
  const token = await mintRestToken({ kind: 'opentok', apiKey, apiSecret }, new Date())
  const response = await fetch(new URL(`/v2/project/${apiKey}/${path}`, world.sandbox.apiUrl), {
    method,
    headers: { 'X-OPENTOK-AUTH': token, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return response.json()
}

test('a recording that nobody here began is shown as that; it goes silent, alarms everywhere, and is heard of again', async ({
  story,
  world,
}) => {
  const faults = new URL('/_sandbox/faults', world.sandbox.apiUrl)
  const lena = await story.enter('admin')
  await openSession(lena, 'Rehearsal')
  const [session] = await inDatabase<{ platformId: string }>(
    world,
    `SELECT "platformId" FROM "VideoSession" WHERE "name" = 'Rehearsal' AND "live"`,
  )
  const begun = await callPlatform(world, 'POST', 'archive', { sessionId: session?.platformId })
  const { id: archiveId } = begun as { id: string } // as the platform answers
  await expect(archiveOf(lena)).toContainText('Not authorized here')

  await test.step('the platform stops answering for it', async () => {
    const fault = { target: 'rest', match: { method: 'GET', path: `/archive/${archiveId}` }, answer: 503 }
    await fetch(faults, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(fault),
    })
    // Forty seconds are over when it has been watched for a moment.
    await eventually(
      async () => {
        const moved = await inDatabase(
          world,
          `UPDATE "RecordingWatch" SET "confirmedAt" = now() - interval '41 seconds', "nextAt" = now() RETURNING 1`,
        )
        return moved.length === 1 || 'nobody watches it yet'
      },
      { timeoutMs: 5_000 },
    )
    const alarms = archiveOf(lena).getByRole('list', { name: 'Alarms of the recording' })
    await expect(alarms).toContainText('does not confirm a recording that should run: it cannot be reached')
    await findsNothing(lena)
  })

  await test.step('who looks at Live or at the recording sees it too', async () => {
    const other = await story.enter('admin')
    await expect(other.getByRole('row', { name: /Rehearsal/ })).toContainText('Recording silent')
    await other.goto(new URL('/archives', world.url).href)
    const row = other.getByRole('row', { name: /Rehearsal/ }).first()
    await expect(row).toContainText('Not authorized here')
    await row.getByRole('link').first().click()
    const about = other.getByRole('complementary', { name: 'About this recording' })
    await expect(about).toContainText('does not confirm a recording that should run')
    await expect(about).toContainText('Not authorized here')
    await findsNothing(other)
  })

  await fetch(faults, { method: 'DELETE' })
  await inDatabase(world, `UPDATE "RecordingWatch" SET "nextAt" = now()`)
  await expect(archiveOf(lena).getByRole('list', { name: 'Alarms of the recording' })).toBeHidden()
  await callPlatform(world, 'POST', `archive/${archiveId}/stop`, {})
  await expect(archiveOf(lena)).toContainText('A recording stopped that nobody here stopped', {
    timeout: 10_000,
  })
})

const NEWEST_LETTER = `SELECT "text" FROM "Mail" WHERE "to" = $1 ORDER BY "createdAt" DESC LIMIT 1`
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
  await inDatabase(
    world,
    `INSERT INTO "RoleHolding" ("id", "accountId", "roleId")
     SELECT gen_random_uuid(), a."id", r."id" FROM "Account" a, "Role" r WHERE a."email" = $1 AND r."key" = 'lead'
     ON CONFLICT DO NOTHING`,
    [AMARA],
  )
  await inDatabase(world, `UPDATE "Project" SET "archivePolicy" = $1 WHERE "name" = 'Openmic'`, [
    JSON.stringify(POLICY),
  ])
  const ines = await story.enter('moderator')
  await openSession(ines, 'Rehearsal')
  const theo = await joinByInvite(story, await makeInvite(ines), 'Theo Brandt')
  await ines.getByRole('button', { name: /Ask to record/ }).click()
  await expect(ines.getByRole('dialog')).toContainText('They may object, which stops it')
  await ines.keyboard.press('ControlOrMeta+Enter')
  await expect(archiveOf(ines)).toContainText('You asked to record')

  await test.step('the letter leads past the sign-in to one click', async () => {
    const [letter] = await inDatabase<{ text: string }>(world, NEWEST_LETTER, [AMARA])
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

  const notice = theo.getByRole('region', { name: 'Recording' })
  await expect(notice).toContainText('This session is being recorded')
  await expect(notice).toContainText('in the role Moderator, with the consent of the role Lead')
  await findsNothing(theo)
  await notice.getByRole('button', { name: 'I object' }).click()
  await expect(notice).toContainText('You object to being recorded')
  await expect(archiveOf(ines)).toContainText('Somebody who is there does not want to be recorded')
  await expect(person(ines, 'Theo Brandt')).toContainText('Does not want to be recorded')
  await expect(archiveOf(ines)).toContainText("By this project's policy nothing is recorded then")
  await expect(archiveOf(ines).getByRole('button', { name: /recording/ })).toBeDisabled()
  await notice.getByRole('button', { name: 'Take it back' }).click()
  await expect(notice).toBeHidden()
  await expect(ines.getByRole('button', { name: /Ask to record/ })).toBeEnabled()
})
