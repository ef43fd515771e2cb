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

test('of all places a page asks only for Live ahead: of the others there would be nothing to show', async ({
  story,
}) => {
  const page = await story.enter('admin')
  const ahead: string[] = []
  page.on('request', (request) => {
    if (request.headers()['next-router-prefetch']) ahead.push(new URL(request.url()).pathname)
  })
  await page.getByRole('link', { name: 'Audit' }).click()
  await expect(page.getByRole('heading', { name: 'Audit' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('link')).toHaveCount(6)
  // Its outline and then what it shows first; whatever else was asked for would be on its way by then.
  await expect.poll(() => ahead.filter((path) => path === '/live').length).toBeGreaterThan(1)
  expect(new Set(ahead)).toEqual(new Set(['/live']))
})
