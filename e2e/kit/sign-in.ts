import type { BrowserContext, Page } from '@playwright/test'
import { csrfTokenIn } from './csrf-token.ts'
import type { SignIn } from './world.ts'

/** Signs in on a page that shows the form; resolves when Live has been reached. */
export async function signIn(page: Page, { email, password }: SignIn): Promise<void> {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  await page.waitForURL('**/live')
}

/** Signs this browser in by the form's own request, without drawing a page: where signing in is not what the story is about. */
export async function signInUnseen({ request }: BrowserContext, url: string, account: SignIn): Promise<void> {
  const page = await request.get(`${url}/sign-in`)
  const csrfToken = csrfTokenIn(await page.text())
  const { email, password } = account
  const answer = await request.post(`${url}/api/auth/callback/credentials`, {
    headers: { 'sec-fetch-site': 'same-origin' },
    form: { csrfToken, email, password, callbackUrl: '/live' },
    maxRedirects: 0,
  })
  const to = answer.headers().location ?? ''
  if (!to.endsWith('/live')) throw new Error(`Signing in as ${account.role} led to ${to || answer.status()}`)
}
