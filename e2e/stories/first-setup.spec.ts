import { startSite } from '../kit/site.ts'
import { expect, test } from '../kit/story.ts'

test('the first admin is made once, with the code from the console, and signs in', async ({ browser }) => {
  const site = await startSite({ settingUp: true })
  const [node] = site.nodes
  if (!node || site.setupCode === null) throw new Error('There is nothing to set up')
  const page = await (await browser.newContext()).newPage()
  await page.goto(new URL('/', node.url).href)

  await page.goto(new URL('/setup', node.url).href)
  await page.getByLabel('One-time code').fill('wrong-code')
  await page.getByLabel('Your name').fill('Lena Hoffmann')
  await page.getByLabel('E-mail').fill('lena.hoffmann@northlight.example')
  await page.getByLabel('Password', { exact: true }).fill('a quiet evening in november')
  await page.getByRole('button', { name: 'Make the admin' }).click()
  await expect(page.getByRole('alert').first()).toBeVisible()

  await page.getByLabel('One-time code').fill(site.setupCode)
  await page.getByRole('button', { name: 'Make the admin' }).click()
  await page.waitForURL('**/sign-in**')
  expect((await page.request.get(new URL('/setup', node.url).href)).status()).toBe(404)

  await page.getByLabel('E-mail').fill('lena.hoffmann@northlight.example')
  await page.getByLabel('Password', { exact: true }).fill('a quiet evening in november')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.waitForURL('**/live')
  await expect(page.getByText('No live sessions')).toBeVisible()
  await page.context().close()
  await site.end()
})
