import { axeFindsNothing as findsNothing } from '../kit/axe.ts'
import { expect, storyTest } from '../kit/story.ts'

const test = storyTest('listener')

test('the admin adds a project, is told of a wrong secret, and replaces what signs its callbacks', async ({
  story,
  world,
}) => {
  const [, tutor] = world.sandbox.projects
  if (!tutor) throw new Error('The sandbox has only one project')
  const page = await story.enter('admin', '/admin/projects')
  await expect(page.getByRole('heading', { level: 1, name: 'Projects' })).toBeVisible()
  await findsNothing(page)

  // Tutor was set up with the demo: taken out of use first, it comes back by its credentials.
  await page.getByRole('link', { name: tutor.name }).click()
  await expect(page.getByRole('heading', { level: 1, name: tutor.name })).toBeVisible()
  await page.getByRole('button', { name: 'Remove', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(/Type its name/).fill('Something else')
  await dialog.getByRole('button', { name: 'Remove project' }).click()
  await expect(dialog.getByRole('alert')).toContainText('not the project')
  await dialog.getByLabel(/Type its name/).fill(tutor.name)
  await dialog.getByRole('button', { name: 'Remove project' }).click()
  await page.waitForURL('**/admin/projects')
  await expect(page.getByRole('link', { name: tutor.name })).toHaveCount(0)

  await page.getByRole('button', { name: 'Add project' }).click()
  await dialog.getByLabel('Name', { exact: true }).fill('Tutor again')
  await dialog.getByLabel('API key').fill(tutor.apiKey)
  await dialog.getByLabel('API secret').fill('this-is-not-its-secret')
  await dialog.getByLabel('Signature secret of callbacks').fill(tutor.signatureSecret)
  await dialog.getByLabel('API address').fill(world.sandbox.apiUrl)
  await findsNothing(page)
  await dialog.getByRole('button', { name: 'Add project' }).click()
  await expect(dialog.getByRole('alert')).toContainText('does not accept these credentials')
  await dialog.getByLabel('API secret').fill(tutor.apiSecret)
  await dialog.getByRole('button', { name: 'Add project' }).click()

  await expect(page.getByRole('heading', { level: 1, name: 'Tutor again' })).toBeVisible()
  await expect(page.getByText(`/api/callbacks/${tutor.apiKey}`)).toBeVisible()
  await page.getByRole('button', { name: 'Replace the signature secret' }).click()
  await dialog.getByLabel('Signature secret of callbacks').fill('another-signature-secret-0123')
  await dialog.getByRole('button', { name: 'Replace' }).click()
  await expect(page.getByText(/Old one valid (29|30)/)).toBeVisible()
  await findsNothing(page)
  expect(await page.content()).not.toContain('another-signature-secret')
})

test('the admin pauses a project, reads what that means, and resumes it', async ({ story }) => {
  const page = await story.enter('admin', '/admin/projects')
  await page.getByRole('link', { name: 'Care desk' }).click()
  await page.getByRole('button', { name: 'Pause' }).click()
  await expect(page.getByText('Nothing is asked of the platform')).toBeVisible()
  await page.getByRole('button', { name: 'Resume' }).click()
  await expect(page.getByText('Nothing is asked of the platform')).toHaveCount(0)
})

test('the admin makes a key for a program, which reads the live sessions until it is revoked', async ({
  story,
  world,
}) => {
  const page = await story.enter('admin', '/admin/keys')
  await page.getByRole('button', { name: 'Make a key' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name', { exact: true }).fill('Wall display')
  await dialog.getByLabel('Project').selectOption('all')
  await findsNothing(page)
  await dialog.getByRole('button', { name: 'Make key' }).click()
  const key = await page.getByRole('dialog').getByLabel('API key').inputValue()
  expect(key).toMatch(/^gavel_/)
  await findsNothing(page)
  await page.getByRole('button', { name: 'I have kept it' }).click()
  await expect(page.getByRole('row', { name: /Wall display/ })).toBeVisible()
  expect(await page.content()).not.toContain(key)
  await findsNothing(page)

  const ask = () =>
    fetch(new URL('/api/v1/sessions', world.url), { headers: { authorization: `Bearer ${key}` } })
  await expect.poll(async () => (await (await ask()).json()).sessions.length).toBeGreaterThan(0)

  await page.getByRole('button', { name: 'Revoke Wall display' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke key' }).click()
  await expect(page.getByRole('row', { name: /Wall display/ })).toContainText('Revoked')
  expect((await ask()).status).toBe(401)
})
