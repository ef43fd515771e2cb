import type { Page } from '@playwright/test'
import type { SignIn } from './world.ts'

/** Signs in on a page that shows the form; resolves when Live has been reached. */
export async function signIn(page: Page, { email, password }: SignIn): Promise<void> {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  await page.waitForURL('**/live')
}
