import type { CDPSession, Page } from '@playwright/test'
import pg from 'pg'
import { axeFindsNothing as findsNothing } from '../kit/axe.ts'
import { startEmptyWorld } from '../kit/empty-world.ts'
import { codeOf } from '../kit/second-factors.ts'
import { DESK, expect, test as story } from '../kit/story.ts'

const LENA = { email: 'lena.hoffmann@northlight.example', password: 'a quiet evening in november' }

type Console = Awaited<ReturnType<typeof startEmptyWorld>>

/** A console that is reached by a name, as passkeys need it, with Lena as its admin. */
const test = story.extend<{ page: Page }, { console: Console }>({
  console: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures wanted from this pattern
    async ({}, use) => {
      const world = await startEmptyWorld({ host: 'localhost' })
      await use(world)
      await world.end()
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  page: async ({ browser, console: world }, use) => {
    const page = await (await browser.newContext({ viewport: DESK })).newPage()
    await page.goto(world.url)
    await use(page)
    await page.context().close()
  },
})

/** A fingerprint reader that always knows its owner. */
async function addReader(page: Page): Promise<CDPSession> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return cdp
}

/** The seed, as who types it into an authenticator reads it. */
async function keyShown(page: Page): Promise<string> {
  return ((await page.getByTestId('authenticator-key').textContent()) ?? '').replaceAll(' ', '')
}

async function givePassword(page: Page): Promise<void> {
  await page.getByLabel('E-mail').fill(LENA.email)
  await page.getByLabel('Password', { exact: true }).fill(LENA.password)
  await page.getByRole('button', { name: 'Continue' }).click()
}

async function signOut(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /Account of/ })
    .first()
    .click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.waitForURL('**/sign-in')
}

async function openAccount(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /Account of/ })
    .first()
    .click()
  await page.getByRole('menuitem', { name: 'Your account' }).click()
  await expect(page.getByRole('heading', { name: 'Your account', level: 1 })).toBeVisible()
}

// In order: one person's account, from the first day on.
// Axe looks at whole pages in both themes: that alone takes most of a minute where two processors are shared.
test.describe.configure({ mode: 'serial', timeout: 240_000 })

test('Lena adds a passkey, keeps her recovery codes, and next time signs in with the passkey alone', async ({
  page,
  console: world,
}) => {
  await page.getByLabel('One-time code').fill(world.setupCode)
  await page.getByLabel('Your name').fill('Lena Hoffmann')
  await page.getByLabel('E-mail').fill(LENA.email)
  await page.getByLabel('Password', { exact: true }).fill(LENA.password)
  await page.getByRole('button', { name: 'Make the admin' }).click()
  await page.waitForURL('**/sign-in**')
  await addReader(page)
  await givePassword(page)
  await page.waitForURL('**/live')
  await openAccount(page)
  await findsNothing(page)

  await page.getByLabel('Name of the new passkey').fill('Desk in the control room')
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'Desk in the control room' })).toBeVisible()
  await expect(page.getByRole('list', { name: 'Your recovery codes' }).getByRole('listitem')).toHaveCount(10)
  await findsNothing(page)
  await page.getByRole('button', { name: 'I have kept them' }).click()
  await expect(page.getByText('10 of 10 left')).toBeVisible()

  await signOut(page)
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await page.waitForURL('**/live')
  await openAccount(page)
  const here = page.getByRole('listitem').filter({ hasText: 'This device' })
  await expect(here).toContainText('Chrome on Linux')
  await expect(page.getByRole('listitem').filter({ hasText: 'Desk in the control room' })).toContainText(
    'last used',
  )

  await makeLongAgo(world.databaseUrl)
  await page.getByRole('button', { name: 'Make new codes' }).click()
  const question = page.getByRole('dialog', { name: 'Is it you?' })
  await expect(question.getByLabel('Password')).toBeVisible()
  await findsNothing(page)
  await question.getByRole('button', { name: 'Use a passkey' }).click()
  await expect(page.getByRole('list', { name: 'Your recovery codes' }).getByRole('listitem')).toHaveCount(10)
})

test('an authenticator is set up, asked for after the password, and "Is it you?" takes the password', async ({
  page,
  console: world,
}) => {
  await givePassword(page)
  await page.waitForURL('**/sign-in/factor**')
  await findsNothing(page)
  // The passkey was on a computer that is gone.
  await loseFactors(world.databaseUrl)
  await page.getByRole('button', { name: 'Sign in as somebody else' }).click()
  await page.waitForURL('**/sign-in')
  await givePassword(page)
  await page.waitForURL('**/live')
  await openAccount(page)

  await makeLongAgo(world.databaseUrl)
  await page.getByRole('button', { name: 'Set up an authenticator' }).click()
  const question = page.getByRole('dialog', { name: 'Is it you?' })
  await question.getByLabel('Password').fill(LENA.password)
  await question.getByRole('button', { name: 'Confirm' }).click()
  const secret = await keyShown(page)
  await findsNothing(page)
  await page.getByLabel('Code it shows now').fill(codeOf(secret))
  await page.getByRole('button', { name: 'Confirm the code' }).click()
  await page.getByRole('button', { name: 'I have kept them' }).click()

  await signOut(page)
  await page.goto(new URL('/sign-in?next=/me/security', world.url).href)
  await givePassword(page)
  await page.waitForURL('**/sign-in/factor**')
  await page.getByLabel('Code from your authenticator').fill('000000')
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'does not work' })).toBeVisible()
  await page.getByLabel('Code from your authenticator').fill(codeOf(secret, 1))
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.waitForURL('**/me/security')
  await expect(page.getByRole('button', { name: 'Replace' })).toBeVisible()
})

test('somebody whose role asks for two factors sets one up before anything else, and is in', async ({
  page,
  console: world,
}) => {
  await loseFactors(world.databaseUrl)
  await askForTwo(world.databaseUrl)
  await page.goto(new URL('/me/security', world.url).href)
  await givePassword(page)
  await page.waitForURL('**/sign-in/set-up**')
  await page.getByRole('button', { name: 'Set up an authenticator' }).click()
  const secret = await keyShown(page)
  await findsNothing(page)
  await page.getByLabel('Code it shows now').fill(codeOf(secret))
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('list', { name: 'Your recovery codes' }).getByRole('listitem')).toHaveCount(10)
  await findsNothing(page)
  await page.getByRole('button', { name: 'I have kept them' }).click()
  await page.waitForURL('**/me/security')
  await page.setViewportSize({ width: 390, height: 844 })
  await expect(page.getByRole('heading', { name: 'Your account', level: 1 })).toBeVisible()
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
  expect(wide, 'nothing stands out of a phone').toBe(false)
  await findsNothing(page)
})

/** What an admin does for somebody who has lost everything: all their factors are gone. */
const loseFactors = (url: string) => change(url, 'DELETE FROM "Factor"')
const askForTwo = (url: string) =>
  change(url, `UPDATE "Role" SET "needsTwoFactors" = true WHERE "key" = 'admin'`)
/** They signed in six minutes ago. */
const makeLongAgo = (url: string) =>
  change(url, `UPDATE "Device" SET "authenticatedAt" = now() - interval '6 minutes'`)

async function change(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}
