import { axeFindsNothing } from '../kit/axe.ts'
import { eventually } from '../kit/eventually.ts'
import { received } from '../kit/media.ts'
import { openSession } from '../kit/session-page.ts'
import { expect, test } from '../kit/story.ts'

const PASSWORD = 'another evening in december'

test('somebody is invited, comes, watches, and sees nothing any more once the role is taken', async ({
  story,
}) => {
  const lena = await story.enter('admin', '/admin/people')
  await test.step('an invite is a letter and a link', async () => {
    await lena.getByRole('button', { name: 'Invite' }).click()
    const dialog = lena.getByRole('dialog')
    await dialog.getByLabel('Name').fill('Priya Nair')
    await dialog.getByLabel('E-mail').fill('priya.nair@northlight.example')
    await dialog.getByLabel('Role').selectOption({ label: 'Moderator' })
    await dialog.getByLabel('Where').selectOption({ label: 'Openmic' })
    await axeFindsNothing(lena)
    await dialog.getByRole('button', { name: 'Invite' }).click()
    await expect(dialog.getByLabel('Invite link')).toHaveValue(/\/link\/invite\//)
    await lena.keyboard.press('Escape')
    await expect(lena.getByRole('region', { name: 'Open invites' })).toContainText('Priya Nair')
  })

  const outbox = await story.enter('admin', '/admin/outbox')
  const link = await outbox.getByRole('link', { name: /\/link\/invite\// }).getAttribute('href')
  const priya = await story.visit(new URL(link ?? '').pathname)
  await test.step('the token leaves the address, a password is chosen, and she is in', async () => {
    await expect(priya).toHaveURL(/\/invite$/)
    await axeFindsNothing(priya)
    await priya.getByLabel('Password', { exact: true }).fill('too short')
    await priya.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await priya.getByRole('button', { name: 'Make the account' }).click()
    await priya.waitForURL('**/live')
  })

  await test.step('she watches', async () => {
    await openSession(priya, 'Rehearsal')
    await eventually(async () => ((await received(priya)).frames > 10 ? true : 'Priya sees no picture'), {
      timeoutMs: 30_000,
    })
  })

  await test.step('the role is taken, and within two seconds her video is gone', async () => {
    await lena.goto(new URL('/admin/people', lena.url()).href)
    await lena.getByRole('link', { name: 'Priya Nair' }).click()
    await axeFindsNothing(lena)
    const take = lena.getByRole('button', { name: 'Take Moderator away' })
    await take.click()
    await expect(take).toBeHidden()
    await eventually(
      async () => ((await received(priya)).videos === 0 ? true : 'Priya still sees a picture'),
      {
        timeoutMs: 2_000,
      },
    )
    await expect(priya.getByRole('heading', { name: 'Rehearsal', level: 1 })).toBeHidden()
  })
})

test('a stolen session is ended, and opens nothing from then on', async ({ story, browser }) => {
  const ines = await story.enter('moderator')
  const thief = await (
    await browser.newContext({ storageState: await ines.context().storageState() })
  ).newPage()
  await thief.goto(ines.url())
  await expect(thief.getByRole('row', { name: /Rehearsal/ }).first()).toBeVisible()

  const lena = await story.enter('admin', '/admin/people')
  await lena.getByRole('link', { name: 'Ines Duarte' }).click()
  await lena.getByRole('button', { name: 'Sign out everywhere' }).click()
  await expect(thief).toHaveURL(/\/sign-in/, { timeout: 5_000 })
  await expect(ines).toHaveURL(/\/sign-in/, { timeout: 5_000 })
  await thief.context().close()
})

test('a role is made, shows what it would change before it is saved, and can be seen through', async ({
  story,
}) => {
  const lena = await story.enter('admin', '/admin/roles')
  await lena.getByRole('button', { name: 'New role' }).click()
  await lena.getByLabel('Name').fill('Night lead')
  await lena.getByRole('button', { name: 'Make the role' }).click()
  await lena.getByRole('button', { name: 'Night lead: archive.view' }).click()
  await lena.getByRole('button', { name: 'Night lead: session.mute' }).click()
  const changes = lena.getByRole('region', { name: 'Changes, not saved' })
  await expect(changes.getByRole('listitem')).toHaveText([/archive\.view/, /session\.mute/])
  await axeFindsNothing(lena)
  await lena.getByRole('button', { name: 'Save 2 changes' }).click()
  await expect(changes).toBeHidden()

  await lena.getByRole('button', { name: /Reviewer/ }).click()
  await lena.getByRole('button', { name: 'See as Reviewer' }).click()
  await expect(lena.getByText('You see Gavel as Reviewer sees it')).toBeVisible()
  await expect(lena.getByRole('link', { name: 'Administration' })).toHaveCount(0)
  await lena.getByRole('button', { name: 'Be yourself again' }).click()
  await lena.waitForURL('**/admin/roles')
  await expect(lena.getByRole('button', { name: /Night lead/ })).toBeVisible()
})

test('a forgotten password is replaced by a link, whoever asks', async ({ story }) => {
  const nobody = await story.visit('/forgotten')
  await nobody.getByLabel('E-mail').fill('tomasz.wilk@northlight.example')
  await nobody.getByRole('button', { name: 'Send the link' }).click()
  await expect(nobody.getByText('If there is an account')).toBeVisible()
  await axeFindsNothing(nobody)

  const outbox = await story.enter('admin', '/admin/outbox')
  const letter = outbox.getByRole('link', { name: /\/link\/reset\// })
  await expect(async () => {
    await outbox.reload()
    await expect(letter).toBeVisible({ timeout: 500 })
  }).toPass({ timeout: 10_000 })
  const tomasz = await story.visit(new URL((await letter.getAttribute('href')) ?? '').pathname)
  await tomasz.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await axeFindsNothing(tomasz)
  await tomasz.getByRole('button', { name: 'Change the password' }).click()
  await expect(tomasz.getByText('Your password is changed.')).toBeVisible()
  await tomasz.getByLabel('E-mail').fill('tomasz.wilk@northlight.example')
  await tomasz.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await tomasz.getByRole('button', { name: 'Continue' }).click()
  await tomasz.waitForURL('**/live')
})

test('somebody changes their address by the link that was sent there', async ({ story }) => {
  test.setTimeout(240_000) // axe looks at two whole pages in both themes, on processors that are shared
  const to = 'femi@northlight.example'
  const lena = await story.enter('admin', '/admin/people')
  await lena.getByRole('button', { name: 'Invite' }).click()
  const dialog = lena.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Femi Adeyemi')
  await dialog.getByLabel('E-mail').fill('femi.adeyemi@northlight.example')
  await dialog.getByLabel('Role').selectOption({ label: 'Moderator' })
  await dialog.getByRole('button', { name: 'Invite' }).click()
  const invite = await dialog.getByLabel('Invite link').inputValue()
  const femi = await story.visit(new URL(invite).pathname)
  await femi.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await femi.getByRole('button', { name: 'Make the account' }).click()
  await femi.waitForURL('**/live')

  await test.step('a letter goes there, and until it is opened nothing changes', async () => {
    await femi.goto(new URL('/me/security', femi.url()).href)
    await femi.getByLabel('New e-mail address').fill(to)
    await femi.getByRole('button', { name: 'Send the link' }).click()
    await expect(femi.getByText(`Open the link in the letter to ${to}`)).toBeVisible()
    await expect(femi.getByText('Letters go to femi.adeyemi@northlight.example.')).toBeVisible()
    await axeFindsNothing(femi)
  })

  await test.step('the link shows which address becomes which, and a button changes it', async () => {
    await lena.goto(new URL('/admin/outbox', lena.url()).href)
    const href = await lena.getByRole('link', { name: /\/link\/emailChange\// }).getAttribute('href')
    await femi.goto(new URL(new URL(href ?? '').pathname, femi.url()).href)
    await expect(femi).toHaveURL(/\/me\/address$/)
    await expect(femi.getByRole('region', { name: 'Change of address' })).toContainText(to)
    await axeFindsNothing(femi)
    await femi.getByRole('button', { name: 'Change my address' }).click()
    await femi.waitForURL('**/me/security')
    await expect(femi.getByText(`Letters go to ${to}.`)).toBeVisible()
  })
})
