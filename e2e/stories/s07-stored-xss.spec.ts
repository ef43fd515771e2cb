import pg from 'pg'
import { hostileTexts } from '../kit/hostile-texts.ts'
import { postCallbacks } from '../kit/post-callbacks.ts'
import { expect, test } from '../kit/story.ts'
import type { World } from '../kit/world.ts'

const SESSION = '2_MX5ob3N0aWxlfg'

/** A recording of that session, on which a reviewer has written all of them; its path. */
async function aReviewOf(world: World, texts: readonly string[]): Promise<string> {
  const client = new pg.Client({ connectionString: world.databaseUrl })
  await client.connect()
  const { rows } = await client.query<{ id: string }>(
    `WITH of AS (
       INSERT INTO "Archive" ("id", "projectId", "sessionId", "platformId", "name", "state", "startedAt", "stoppedAt", "duration")
       SELECT gen_random_uuid(), "projectId", "id", gen_random_uuid()::text, $2, 'failed', now() - interval '1 hour', now(), 600
       FROM "VideoSession" WHERE "platformId" = $1 RETURNING "id", "projectId"
     ), who AS (SELECT "id" FROM "Account" LIMIT 1
     ), found AS (
       INSERT INTO "Finding" ("id", "archiveId", "projectId", "authorId", "fromMs", "category", "severity", "text")
       SELECT gen_random_uuid(), of."id", of."projectId", who."id", t.n * 1000, 'other', 'low', t.text
       FROM of, who, unnest($3::text[]) WITH ORDINALITY t(text, n)
     ), reviewed AS (
       INSERT INTO "Review" ("id", "archiveId", "projectId", "reviewerId", "state", "verdict", "words")
       SELECT gen_random_uuid(), of."id", of."projectId", who."id", 'done', 'upheld', $2 FROM of, who
     ) SELECT "id" FROM of`,
    [SESSION, texts[0], texts.map((text) => text.replaceAll('\0', ''))],
  )
  await client.end()
  return `/archives/${rows[0]?.id}`
}

test('what participants write is shown as text and never runs', async ({ story, world }) => {
  const [project] = world.sandbox.projects
  if (!project) throw new Error('The sandbox has no project')
  const texts = hostileTexts()
  const now = Date.now()
  await postCallbacks(
    world.url,
    project,
    texts.flatMap((text, at) => {
      const connection = { id: `hostile-${at}`, createdAt: now + at, data: text }
      const stream = { id: `stream-${at}`, connection, createdAt: now + at, name: text, videoType: 'camera' }
      return [
        { sessionId: SESSION, event: 'connectionCreated', timestamp: now + at, connection },
        { sessionId: SESSION, event: 'streamCreated', timestamp: now + at, stream },
      ]
    }),
  )

  const page = await story.enter('admin')
  const reports: string[] = []
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) reports.push(message.text())
  })
  page.on('dialog', (dialog) => {
    reports.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  const session = page.getByRole('row').filter({ hasText: 'MX5ob3' }).first()
  await session.dblclick()
  const people = page.getByRole('listbox', { name: 'People' })
  await expect(people.getByRole('option').first()).toBeVisible()

  await test.step('every one of them, while the list is scrolled through', async () => {
    const seen = new Set<string>()
    for (let top = 0; top <= texts.length * 40; top += 400) {
      await people.evaluate((list, to) => list.scrollTo(0, to), top)
      for (const text of await people.getByRole('option').allTextContents()) seen.add(text)
    }
    expect(seen.size).toBeGreaterThan(texts.length / 2)
  })

  const review = await aReviewOf(world, texts)
  for (const path of ['/live', '/archives', review, page.url()]) {
    await page.goto(new URL(path, world.url).href)
    if (path === review) {
      const findings = page.getByRole('region', { name: /^Findings/ })
      await expect(findings.getByRole('listitem')).toHaveCount(texts.length)
    }
    await page.keyboard.press('ControlOrMeta+k')
    await page.keyboard.type('script')
    await page.keyboard.press('Escape')
    // Put there by a text that ran; there is no such name else.
    expect(await page.evaluate(() => 'hostile' in globalThis)).toBe(false)
    const made = await page.evaluate(
      () =>
        document.querySelectorAll(
          '[onerror],[onload],[onfocus],[ontoggle],iframe,object,embed,base,marquee,math',
        ).length,
    )
    expect(made).toBe(0)
  }
  expect(reports).toEqual([])
})
