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
