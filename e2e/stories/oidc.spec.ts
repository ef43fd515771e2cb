import type { Page } from '@playwright/test'
import { axeFindsNothing } from '../kit/axe.ts'
import { type RealProvider, startRealProvider } from '../kit/real-provider.ts'
import { signIn } from '../kit/sign-in.ts'
import { test as base, DESK, expect } from '../kit/story.ts'
import { startWorld, type World } from '../kit/world.ts'

type Place = { world: World; provider: RealProvider }

/** A console that people enter by their organisation's sign-in too. */
const test = base.extend<{ page: Page }, { place: Place }>({
  place: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures wanted from this pattern
    async ({}, use) => {
      const provider = await startRealProvider()
      const mapping = { GAVEL_OIDC_ROLES: 'moderators=moderator', GAVEL_OIDC_ACCOUNTS: 'mapped' }
      const world = await startWorld({ scenario: 'rehearsal', env: { ...provider.env, ...mapping } })
      await provider.register(world.url)
      await use({ world, provider })
      await world.end()
      await provider.stop()
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  page: async ({ browser, place }, use) => {
    const context = await browser.newContext({ viewport: DESK, baseURL: place.world.url })
    const page = await context.newPage()
    await use(page)
    await context.close()
  },
})

async function signInAtProvider(page: Page, login: string): Promise<void> {
  await page.getByPlaceholder('Enter any login').fill(login)
  await page.getByPlaceholder('and password').fill('any')
  const provider = new URL(page.url()).origin
  await page.getByRole('button', { name: 'Sign-in' }).click()
  const consent = page.getByRole('button', { name: 'Continue', exact: true })
  // Whoever has agreed before is not asked again.
  await expect(async () => {
    if (new URL(page.url()).origin === provider && (await consent.isVisible())) await consent.click()
    expect(new URL(page.url()).origin).not.toBe(provider)
  }).toPass({ timeout: 20_000 })
}

test('somebody comes by their organisation, sees Live by their group, and signs out', async ({
  page,
  place,
}) => {
  const mia = {
    email: 'mia.sato@northlight.example',
    email_verified: true,
    name: 'Mia Sato',
    groups: ['moderators'],
  }
  place.provider.people.set('mia', mia)
  await page.goto('/live')
  await page.getByRole('button', { name: 'Continue with Northlight' }).click()
  await signInAtProvider(page, 'mia')
  await page.waitForURL('**/live')
  await expect(page.getByText('Rehearsal').first()).toBeVisible()
  await expect(page.getByRole('link', { name: 'Administration' })).toHaveCount(0)

  await page.goto('/me/provider')
  await expect(page.getByText('Your account came by it and stays with it.')).toBeVisible()
  await page
    .getByRole('button', { name: /Mia Sato/ })
    .first()
    .click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.waitForURL('**/sign-in**')
})

test('somebody with an account links it, and comes in by it from then on', async ({
  page,
  browser,
  place,
}) => {
  const { world, provider } = place
  const { email } = world.signIn('moderator')
  provider.people.set('own', { email, email_verified: true, name: 'Ines Duarte', groups: ['moderators'] })

  await test.step('before it is linked, their address alone opens nothing', async () => {
    await page.goto('/sign-in')
    await page.getByRole('button', { name: 'Continue with Northlight' }).click()
    await signInAtProvider(page, 'own')
    await expect(
      page.getByRole('alert').filter({ hasText: 'An account with this address exists.' }),
    ).toBeVisible()
  })

  await test.step('they sign in by their password and link it', async () => {
    await signIn(page, world.signIn('moderator'))
    await page.goto('/me/provider')
    await axeFindsNothing(page)
    await page.getByRole('button', { name: "Link your organisation's sign-in" }).click()
    await signInAtProvider(page, 'own')
    await expect(page.getByRole('status').filter({ hasText: 'It is linked.' })).toBeVisible()
  })

  await test.step('in another browser it opens their account', async () => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, baseURL: world.url })
    const phone = await context.newPage()
    await phone.goto('/sign-in')
    await axeFindsNothing(phone)
    await phone.getByRole('button', { name: 'Continue with Northlight' }).click()
    await signInAtProvider(phone, 'own')
    await phone.waitForURL('**/live')
    await phone.goto('/me/provider')
    await expect(phone.getByText(/Linked since/)).toBeVisible()
    await context.close()
  })

  await test.step('and when they unlink it, it does not any more', async () => {
    await page.getByRole('button', { name: 'Unlink it' }).click()
    await expect(page.getByRole('button', { name: "Link your organisation's sign-in" })).toBeVisible()
  })
})

test('whoever gives up at the provider is told so, in our words', async ({ page }) => {
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Continue with Northlight' }).click()
  await page.getByRole('link', { name: /Cancel/ }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'You did not finish signing in' })).toBeVisible()
})
