import type { Page } from '@playwright/test'
import { askRunningNow } from '../kit/ask-running-now.ts'
import { axeFindsNothing as findsNothing } from '../kit/axe.ts'
import { eventually } from '../kit/eventually.ts'
import { inDatabase } from '../kit/in-database.ts'
import { beginFault, callPlatform, endFaults, recordRehearsal } from '../kit/sandbox-calls.ts'
import { openSession } from '../kit/session-page.ts'
import { expect, test } from '../kit/story.ts'

const archiveOf = (page: Page) => page.getByRole('region', { name: 'Archive' })

test('a recording that nobody here began is shown as that; it goes silent, alarms everywhere, and is heard of again', async ({
  story,
  world,
}) => {
  const lena = await story.enter('admin')
  await openSession(lena, 'Rehearsal')
  const archiveId = await recordRehearsal(world)
  await expect(archiveOf(lena)).toContainText('Not authorized here')

  await test.step('the platform stops answering for it', async () => {
    const path = `/archive/${archiveId}`
    await beginFault(world, { target: 'rest', match: { method: 'GET', path }, answer: 503 })
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

  await endFaults(world)
  await askRunningNow(world)
  await expect(archiveOf(lena).getByRole('list', { name: 'Alarms of the recording' })).toBeHidden()
  await callPlatform(world, 'POST', `archive/${archiveId}/stop`, {})
  await expect(archiveOf(lena)).toContainText('A recording stopped that nobody here stopped', {
    timeout: 10_000,
  })
})
