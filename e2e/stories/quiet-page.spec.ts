import { drawingsDuring } from '../kit/drawings.ts'
import { openSession } from '../kit/session-page.ts'
import { expect, test } from '../kit/story.ts'

test('pages on which little happens are drawn little: the machine is for the pictures', async ({ story }) => {
  const page = await story.enter('moderator')
  await expect(page.getByRole('row', { name: /Rehearsal/ })).toBeVisible()
  const live = await drawingsDuring(page, 120)
  await openSession(page, 'Rehearsal')
  await expect(page.locator('video').first()).toBeVisible()
  const session = await drawingsDuring(page, 120)
  expect(live + session, 'something was counted').toBeGreaterThan(0)
  expect(live).toBeLessThan(60)
  expect(session).toBeLessThan(60)
})
