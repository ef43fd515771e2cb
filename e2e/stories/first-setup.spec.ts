import { startEmptyWorld } from '../kit/empty-world.ts'
import { expect, test } from '../kit/story.ts'

test('the first admin is made once, with the code of the console, and signs in', async ({ browser }) => {
  const { url, setupCode, end } = await startEmptyWorld()
  const page = await (await browser.newContext()).newPage()
  await page.goto(url)
  await expect(page, 'who comes first is led there').toHaveURL(/\/setup$/)
  await page.getByLabel('One-time code').fill('wrong-code')
  await page.getByLabel('Your name').fill('Lena Hoffmann')
  await page.getByLabel('E-mail').fill('lena.hoffmann@northlight.example')
  await page.getByLabel('Password', { exact: true }).fill('a quiet evening in november')
  await page.getByRole('button', { name: 'Make the admin' }).click()
  await expect(page.getByRole('alert').filter({ hasText: /code/i })).toBeVisible()

  await page.getByLabel('One-time code').fill(setupCode)
  await page.getByRole('button', { name: 'Make the admin' }).click()
  await page.waitForURL('**/sign-in**')
  expect((await page.request.get(new URL('/setup', url).href)).status()).toBe(404)

  await page.getByLabel('E-mail').fill('lena.hoffmann@northlight.example')
  await page.getByLabel('Password', { exact: true }).fill('a quiet evening in november')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.waitForURL('**/live')
  await expect(page.getByText('No live sessions')).toBeVisible()
  await page.context().close()
  await end()
})
