import { chromium } from '@playwright/test'
import { chromiumOptions } from '../kit/chromium.ts'
import { beginFault, endFaults } from '../kit/sandbox-calls.ts'
import { choosePublisher, openSession, person } from '../kit/session-page.ts'
import { signIn } from '../kit/sign-in.ts'
import { expect, test } from '../kit/story.ts'

test('a wrong password says so without telling whether there is such an account', async ({
  story,
  world,
}) => {
  const page = await story.visit('/sign-in')
  const answers: string[] = []
  for (const email of [world.signIn('moderator').email, 'nobody@northlight.example']) {
    await page.getByLabel('E-mail').fill(email)
    await page.getByLabel('Password', { exact: true }).fill('not the password at all')
    await page.getByRole('button', { name: 'Continue' }).click()
    answers.push((await page.getByRole('alert').first().textContent()) ?? '')
    await expect(page.getByLabel('E-mail')).toHaveValue(email)
    await expect(page.getByLabel('Password', { exact: true })).toBeFocused()
  }
  expect(answers[0]).toBe(answers[1])
  expect(answers[0]).not.toBe('')
})

test('who has chosen no theme sees the one of their system, and a choice outlasts it', async ({ story }) => {
  const page = await story.visit('/sign-in')
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  const [dark, light] = ['rgb(10, 11, 13)', 'rgb(245, 246, 247)']
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.reload()
    expect(await paper()).toBe(colorScheme === 'dark' ? dark : light)
    const other = colorScheme === 'dark' ? 'light' : 'dark'
    await expect(page.getByRole('button', { name: `Use the ${other} theme` })).toBeVisible()
  }
  await page.getByRole('button', { name: 'Use the dark theme' }).click()
  await page.reload()
  expect(await paper()).toBe(dark)
})

test('a session that is not there, or an id that is none, is not found and not an error', async ({
  story,
}) => {
  const page = await story.enter('moderator')
  for (const id of ['0193f0a0-0000-7000-8000-000000000000', '..%2f..%2fetc', 'x'.repeat(400)]) {
    const response = await page.goto(new URL(`/sessions/${id}`, page.url()).href)
    expect(response?.status()).toBe(404)
  }
  const nowhere = await page.goto(new URL('/nothing/here', page.url()).href)
  expect(nowhere?.status()).toBe(404)
  await expect(page.getByText('There is no page at this address.')).toBeVisible()
})

test('a feed that stops is said, dated, and taken up again without a reload', async ({ story, world }) => {
  const page = await story.enter('moderator')
  await expect(page.getByRole('banner').getByText('Live feed')).toBeVisible()
  const loaded = await page.evaluate(() => performance.timeOrigin)
  await world.console.kill()
  await expect(page.getByText(/Feed stopped \d/).first()).toBeVisible({ timeout: 20_000 })
  await expect(page.getByText(/Gavel cannot be reached/)).toBeVisible()
  await expect(page.getByText('Actions still work.')).toBeHidden()
  await world.console.restart()
  await expect(page.getByText(/Gavel cannot be reached/)).toBeHidden({ timeout: 20_000 })
  await expect(page.getByRole('banner').getByText('Live feed')).toBeVisible()
  expect(await page.evaluate(() => performance.timeOrigin)).toBe(loaded)
})

test('a platform that refuses is told in words, with a way on', async ({ story, world }) => {
  const page = await story.enter('moderator')
  await openSession(page, 'Rehearsal')
  await beginFault(world, { target: 'rest', match: { method: 'POST', path: '/mute' }, answer: 403 })
  await choosePublisher(page, 'Mia Keller')
  await page.keyboard.press('m')
  await expect(person(page, 'Mia Keller')).toContainText(/Not muted: the platform/)
  await endFaults(world)
})

test('a program that blocks the video SDK does not take the rest of the page with it', async ({ story }) => {
  const page = await story.enter('moderator')
  await page.context().route(/opentok\.min/, (route) => route.abort())
  await openSession(page, 'Rehearsal')
  await expect(person(page, 'Mia Keller')).toBeVisible()
  await expect(page.getByText('Video is blocked in this browser')).toBeVisible()
  await expect(page.getByRole('button', { name: /Remove/ })).toBeVisible()
})

test('a page that is older than the server says to reload, and does nothing by itself', async ({ story }) => {
  const page = await story.enter('moderator')
  await openSession(page, 'Rehearsal')
  let asked = 0
  await page.route(
    (url) => url.pathname.startsWith('/sessions/'),
    (route) => {
      const headers = route.request().headers()
      const known = headers['next-action']
      if (!known) return route.fallback()
      asked += 1
      const other = known.at(-1) === '0' ? '1' : '0'
      return route.continue({ headers: { ...headers, 'next-action': known.slice(0, -1) + other } })
    },
  )
  await choosePublisher(page, 'Luca Ferri')
  await page.keyboard.press('m')
  await expect(person(page, 'Luca Ferri')).toContainText('Not muted: Gavel was updated. Reload this page')
  expect(asked).toBe(1)
  await page.unroute('**')
})

test('who signs out leaves nothing behind: going back shows the sign-in page and nothing else', async ({
  world,
}) => {
  test.slow() // a browser of its own is started, and two pages are left and entered again
  // As people's browsers do, and unlike the one of all other stories, this one keeps pages to go back to.
  const browser = await chromium.launch({
    ...chromiumOptions(),
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  })
  const page = await browser.newPage()
  const shown: string[] = []
  await page.exposeBinding('tellShown', (_source, text: string) => shown.push(text))
  await page.addInitScript(() =>
    addEventListener('pageshow', () => {
      const tell: unknown = Reflect.get(window, 'tellShown')
      if (typeof tell === 'function') tell(document.body.innerHTML)
    }),
  )
  await page.goto(new URL('/sign-in', world.url).href)
  await signIn(page, world.signIn('moderator'))
  await openSession(page, 'Rehearsal')
  await expect(person(page, 'Mia Keller')).toBeVisible()
  await page.getByRole('button', { name: /Account of/ }).click()
  const answered = page.waitForResponse(/signout/)
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  expect((await answered).ok()).toBe(true)
  await expect(page).toHaveURL(/\/sign-in/)
  shown.length = 0

  for (const where of ['the session', 'Live']) {
    await page.goBack({ waitUntil: 'commit' })
    expect(page.url(), where).not.toBe('about:blank')
    await expect(page.getByRole('heading', { name: 'Sign in to moderate' })).toBeVisible()
    await expect(page).toHaveURL(/\/sign-in/)
  }
  expect(shown.length).toBeGreaterThan(1)
  expect(shown.filter((html) => /Mia Keller|Rehearsal|<video|<canvas/.test(html))).toEqual([])
  await browser.close()
})
