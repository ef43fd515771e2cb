import { axeFindsNothing as findsNothing } from '../kit/axe.ts'
import { inDatabase } from '../kit/in-database.ts'
import { expect, test } from '../kit/story.ts'
import type { World } from '../kit/world.ts'

/** Something alarms, as it would out of the projection: the row, and that the feed tells of it. */
async function alarm(world: World): Promise<void> {
  await inDatabase(
    world,
    `
    WITH raised AS (
      INSERT INTO "Alert" ("id", "kind", "level", "projectId", "cause")
      SELECT gen_random_uuid(), 'storageTrouble', 'urgent', p."id", gen_random_uuid()::text
      FROM "Project" p WHERE p."name" = 'Openmic' RETURNING "id", "projectId"
    ), head AS (UPDATE "FeedHead" SET "seq" = "seq" + 1 WHERE "id" = 1 RETURNING "seq")
    INSERT INTO "FeedEntry" ("seq", "projectId", "kind", "payload")
    SELECT head."seq", r."projectId", 'alert',
      jsonb_build_object('kind', 'alert', 'alert', jsonb_build_object('id', r."id")) FROM head, raised r`,
  )
}

const WORDS = 'Recordings cannot be kept or read in their storage just now'

test('an alert arrives at two bells, one person claims it, the other sees that, and resolved it is gone for both', async ({
  story,
  world,
}) => {
  const lena = await story.enter('admin')
  const ines = await story.enter('moderator')
  await ines.goto(new URL('/live', world.url).href)
  await lena.goto(new URL('/admin/people', world.url).href)
  const bells = [lena, ines].map((page) => page.getByRole('button', { name: /^Alerts, / }))
  for (const bell of bells) await expect(bell).toHaveAccessibleName('Alerts, none open')
  await alarm(world)
  for (const bell of bells) await expect(bell).toHaveAccessibleName('Alerts, 1 open, 1 urgent')
  await expect(ines.getByRole('status')).toContainText('1 new alert')

  await test.step('the newest stand under the bell, and all on a page', async () => {
    await ines.getByRole('button', { name: /^Alerts, / }).click()
    await expect(ines.getByRole('menuitem', { name: WORDS })).toBeVisible()
    await ines.getByRole('menuitem', { name: 'All alerts' }).click()
    await expect(ines).toHaveURL(/\/alerts$/)
    await expect(ines.getByRole('heading', { name: WORDS })).toBeVisible()
    await findsNothing(ines)
  })

  await test.step('one claims by key, the other sees whose it is', async () => {
    await lena.keyboard.press('g')
    await lena.keyboard.press('n')
    await expect(lena.getByRole('heading', { name: WORDS })).toBeVisible()
    await ines.keyboard.press('c')
    await expect(ines.getByText('Claimed by you')).toBeVisible()
    await expect(lena.getByText('Claimed by Ines Duarte')).toBeVisible()
  })

  await test.step('what comes while somebody points waits, and their key acts on what they have before them', async () => {
    const rows = lena.getByRole('listitem').filter({ has: lena.getByRole('heading') })
    const claimed = rows.filter({ hasText: 'Claimed by Ines Duarte' })
    await claimed.hover()
    await expect(claimed).toHaveAttribute('aria-current', 'true')
    await alarm(world)
    await expect(lena.getByText('1 new, held while you point')).toBeVisible()
    await expect(rows).toHaveCount(1)
    await lena.keyboard.press('.')
    await expect(rows).toHaveCount(2)
    await expect(claimed).toHaveAttribute('aria-current', 'true')
    await inDatabase(world, `DELETE FROM "Alert" WHERE "claimedById" IS NULL`)
    await lena.mouse.move(0, 0)
    await ines.reload()
    await expect(ines.getByRole('heading', { name: WORDS })).toHaveCount(1)
  })

  await test.step('resolved with words it is gone for both', async () => {
    const words = ines.getByLabel('What came of it')
    // A page that was just loaded shows its alerts before it hears keys.
    await expect(async () => {
      await ines.keyboard.press('Shift+Enter')
      await expect(words).toBeVisible({ timeout: 1_000 })
    }).toPass()
    await words.fill('The bucket is back')
    await findsNothing(ines)
    await ines.keyboard.press('Enter')
    for (const page of [lena, ines]) {
      await expect(page.getByText('No alert is open')).toBeVisible()
      await expect(page.getByRole('button', { name: /^Alerts, / })).toHaveAccessibleName('Alerts, none open')
    }
    await lena.getByRole('radio', { name: 'Resolved' }).click()
    await expect(lena.getByText('“The bucket is back”')).toBeVisible()
  })
})
