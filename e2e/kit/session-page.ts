import { expect, type Locator, type Page, test } from '@playwright/test'
import { SMALL, type Story } from './story.ts'

/** Goes from Live to a session's page as a moderator does. */
export async function openSession(page: Page, name: string): Promise<void> {
  await page
    .getByRole('row', { name: new RegExp(name) })
    .first()
    .click()
  await page.getByRole('link', { name: /Open session/ }).click()
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
}

/** Somebody's row in the list of people. */
export function person(page: Page, name: string): Locator {
  return page.getByRole('listbox', { name: 'People' }).getByRole('option').filter({ hasText: name })
}

/** Chooses somebody once their stream is known: before, what is asked of it is refused at once. */
export async function choosePublisher(page: Page, name: string): Promise<void> {
  await person(page, name).click()
  await expect(person(page, name)).toContainText('Publisher')
}

/** Makes a link for one person who may speak and be seen. */
export async function makeInvite(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Invite' }).click()
  await page.getByRole('button', { name: 'Make the link' }).click()
  const link = await page.getByLabel('Invite link').inputValue()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  return link
}

/** Who joined in which story: stories share one world, and who has left is listed a while beside who is there. */
const joined = new Map<string, string>()

/** Opens the link in a browser of its own and joins under this name, with the camera and microphone on. No two stories share a name. */
export async function joinByInvite(story: Pick<Story, 'visit'>, link: string, name: string): Promise<Page> {
  const { title } = test.info()
  expect(joined.get(name) ?? title, `${name} took part in another story`).toBe(title)
  joined.set(name, title)
  return enterByInvite(story, link, name)
}

/** The same where no story is told: in a measurement. */
export async function enterByInvite(story: Pick<Story, 'visit'>, link: string, name: string): Promise<Page> {
  const page = await story.visit(new URL(link).pathname, SMALL)
  await page.getByLabel('Your name').fill(name)
  await page.getByRole('button', { name: 'Join', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Leave' })).toBeVisible()
  return page
}
