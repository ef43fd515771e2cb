import { expect, test } from '../kit/story.ts'

test('a moderator sees which sessions are live, and a filter that can be pasted to a colleague', async ({
  story,
}) => {
  const page = await story.enter('moderator')
  const rehearsal = page.getByRole('row', { name: /Rehearsal/ })
  await expect(rehearsal).toContainText('Openmic')
  await expect(rehearsal).toContainText('Routed')
  await page.getByLabel('Filter sessions').fill('Rehears')
  await expect(page).toHaveURL(/Rehears/)

  const colleague = await story.enter('admin', new URL(page.url()).pathname + new URL(page.url()).search)
  await expect(colleague.getByLabel('Filter sessions')).toHaveValue('Rehears')
  await expect(colleague.getByRole('row', { name: /Rehearsal/ })).toBeVisible()
})

test('two tabs of one browser share one event stream and both stay true', async ({ story, world }) => {
  const page = await story.enter('moderator')
  await expect(page.getByRole('banner').getByText('Live feed')).toBeVisible()
  const second = await page.context().newPage()
  const streams: string[] = []
  second.on('request', (request) => {
    if (new URL(request.url()).pathname === '/api/feed') streams.push(request.url())
  })
  await second.goto(new URL('/live', world.url).href)
  await expect(second.getByRole('banner').getByText('Live feed')).toBeVisible()
  await expect(page.getByRole('banner').getByText('Live feed')).toBeVisible()
  expect(streams).toEqual([])

  await page.close()
  await expect.poll(() => streams.length).toBe(1)
  await expect(second.getByRole('banner').getByText('Live feed')).toBeVisible()
})
