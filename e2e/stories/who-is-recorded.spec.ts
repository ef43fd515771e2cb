import { askRunningNow } from '../kit/ask-running-now.ts'
import { axeFindsNothing } from '../kit/axe.ts'
import { inDatabase } from '../kit/in-database.ts'
import { callPlatform, recordRehearsal } from '../kit/sandbox-calls.ts'
import { openSession } from '../kit/session-page.ts'
import { expect, test } from '../kit/story.ts'

test('who watches a session sees who is in the recording that runs, and who is not', async ({
  story,
  world,
}) => {
  const lena = await story.enter('admin')
  await openSession(lena, 'Rehearsal')
  const inIt = lena.getByRole('region', { name: 'Archive' }).getByLabel('Who is in the recording')

  await test.step('of one that takes everybody, whoever publishes', async () => {
    const archiveId = await recordRehearsal(world)
    for (const name of ['Luca Ferri', 'Mia Keller'])
      await expect(inIt.getByRole('definition').first()).toContainText(name)
    await expect(inIt).toContainText('Not in it, not publishing')
    await axeFindsNothing(lena)
    await callPlatform(world, 'POST', `archive/${archiveId}/stop`, {})
    await expect(inIt).toBeHidden()
  })

  await test.step('of one whose streams are chosen, who was chosen', async () => {
    const archiveId = await recordRehearsal(world, { streamMode: 'manual' })
    await askRunningNow(world)
    await expect(inIt).toContainText('In itNobody')
    const [stream] = await inDatabase<{ platformId: string }>(
      world,
      `SELECT "platformId" FROM "Stream" WHERE "live" AND "name" = 'Mia Keller'`,
    )
    await callPlatform(world, 'PATCH', `archive/${archiveId}/streams`, {
      addStream: stream?.platformId,
      hasVideo: false,
    })
    await askRunningNow(world)
    await expect(inIt).toContainText('In itMia Keller (sound)')
    await expect(inIt).toContainText('Not in itLuca Ferri')
    await callPlatform(world, 'POST', `archive/${archiveId}/stop`, {})
  })
})
