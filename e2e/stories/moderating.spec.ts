import type { Page } from '@playwright/test'
import { eventually } from '../kit/eventually.ts'
import { received } from '../kit/media.ts'
import { joinByInvite, makeInvite, openSession, person } from '../kit/session-page.ts'
import { expect, test } from '../kit/story.ts'

/** More pictures than half a second ago: what was seen moves. */
async function seesMoving(page: Page, howMany = 10): Promise<void> {
  const before = (await received(page)).frames
  await eventually(
    async () => {
      const { frames } = await received(page)
      return frames >= before + howMany || `${frames - before} pictures were decoded since`
    },
    { timeoutMs: 20_000, everyMs: 200 },
  )
}

test('a moderator sees and hears a live session, and removes somebody with a reason', async ({ story }) => {
  const ines = await story.enter('moderator')
  await openSession(ines, 'Rehearsal')
  await seesMoving(ines)

  await test.step('a key does nothing to anybody before she has chosen somebody', async () => {
    await ines.keyboard.press('m')
    const bar = ines.getByRole('toolbar', { name: 'Actions on the chosen person' })
    await expect(bar.getByText('Choose somebody first')).toBeVisible()
    await expect(ines.getByRole('alert').filter({ hasText: 'Choose somebody first' })).toHaveCount(1)
    await expect(ines.getByText(/Asking to mute|Muted/)).toHaveCount(0)
  })

  const theo = await joinByInvite(story, await makeInvite(ines), 'Theo Brandt')
  const anna = await joinByInvite(story, await makeInvite(ines), 'Anna Kral')
  await seesMoving(theo)
  await eventually(async () => ((await received(theo)).energy > 0 ? true : 'Theo hears nothing'), {
    timeoutMs: 20_000,
  })

  await person(ines, 'Theo Brandt').click()
  await eventually(async () => ((await received(ines)).energy > 0 ? true : 'Ines hears nothing'), {
    timeoutMs: 20_000,
  })

  await test.step('the space bar lets her hear whose picture she clicked, and not hear them', async () => {
    const tile = ines.getByRole('button', { name: /^Theo Brandt, camera/ })
    await tile.click()
    await ines.keyboard.press('Space')
    await expect(ines.getByText(/You, hearing/).first()).toBeVisible()
    await ines.keyboard.press('Space')
    await expect(ines.getByText(/You, sound off/).first()).toBeVisible()
  })

  await test.step('a mute is confirmed when his sound goes off', async () => {
    await ines.keyboard.press('m')
    await expect(person(ines, 'Theo Brandt')).toContainText(/Asking to mute|Platform accepted|Muted/, {
      timeout: 1_000,
    })
    await expect(person(ines, 'Theo Brandt')).toContainText('Muted')
    await expect(theo.getByText(/muted you/i)).toBeVisible()
  })

  await test.step('a warning reaches him, and his receipt reaches her', async () => {
    await ines.keyboard.press('w')
    const words = ines.getByRole('dialog').getByRole('textbox')
    await words.fill('a'.repeat(502))
    await expect(ines.getByText(/^2 characters too long/)).toBeVisible()
    await expect(ines.getByRole('button', { name: /Send warning/ })).toBeDisabled()
    await words.fill('Please let Anna finish.')
    await ines.keyboard.press('ControlOrMeta+Enter')
    await expect(theo.getByText('Please let Anna finish.')).toBeVisible()
    await expect(person(ines, 'Theo Brandt')).toContainText('Delivered, not read yet')
    await theo.getByRole('button', { name: 'I have read this' }).click()
    await expect(person(ines, 'Theo Brandt')).toContainText('Warned')
  })

  await test.step('his camera is taken away by her own connection, and the callback says so', async () => {
    await ines.keyboard.press('u')
    await ines.keyboard.press('ControlOrMeta+Enter')
    await expect(ines.getByRole('alert').filter({ hasText: 'Choose a reason first' })).toBeVisible()
    await ines.keyboard.press('2')
    await ines.keyboard.press('ControlOrMeta+Enter')
    await expect(ines.getByRole('list', { name: 'Timeline' })).toContainText(/You unpublished.*Theo Brandt/)
    await ines.keyboard.press('m')
    await expect(ines.getByText('Not muted: they publish nothing').first()).toBeVisible()
  })

  await test.step('he is removed, is told so, and the others stay', async () => {
    await person(ines, 'Theo Brandt').click()
    await ines.keyboard.press('r')
    await ines.keyboard.press('1')
    await ines.keyboard.press('ControlOrMeta+Enter')
    await expect(ines.getByRole('list', { name: 'Timeline' })).toContainText(/You removed.*Theo Brandt/)
    await expect(theo.getByRole('heading', { name: /A moderator removed you/ })).toBeVisible()
    await seesMoving(anna)
  })
})

test('what is asked of somebody who has just left says that they left', async ({ story }) => {
  const ines = await story.enter('moderator')
  await openSession(ines, 'Rehearsal')
  const ravi = await joinByInvite(story, await makeInvite(ines), 'Ravi Kumar')
  await person(ines, 'Ravi Kumar').click()
  await ines.keyboard.press('r')
  await ines.keyboard.press('1')
  const dialog = ines.getByRole('dialog')
  await expect(dialog.getByRole('button', { name: /^Remove/ })).toBeEnabled()
  await ravi.getByRole('button', { name: 'Leave' }).click()
  await expect(dialog.getByRole('alert').filter({ hasText: 'Ravi Kumar has left' })).toBeVisible()
  await expect(dialog.getByRole('button', { name: /^Remove/ })).toBeDisabled()
  await ines.keyboard.press('ControlOrMeta+Enter')
  await expect(dialog).toBeVisible()
  await ines.keyboard.press('Escape')
  await expect(person(ines, 'Ravi Kumar')).toContainText(/Left|Has left/)
  await ines.keyboard.press('m')
  await expect(ines.getByText(/Not muted: they left/).first()).toBeVisible()
  await ines.keyboard.press('r')
  await expect(ines.getByText(/Not removed: they left/).first()).toBeVisible()
  await expect(ines.getByRole('dialog')).toBeHidden()
  await expect(ines.getByRole('button', { name: /Remove/ }).first()).toBeDisabled()
  await ines.keyboard.press('k')
  await expect(person(ines, 'Ravi Kumar')).toHaveAttribute('aria-selected', 'false')
})
