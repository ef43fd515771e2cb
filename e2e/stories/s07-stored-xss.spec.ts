import { hostileTexts } from '../kit/hostile-texts.ts'
import { postCallbacks } from '../kit/post-callbacks.ts'
import { expect, test } from '../kit/story.ts'

const SESSION = '2_MX5ob3N0aWxlfg'

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

  for (const path of ['/live', '/archives', page.url()]) {
    await page.goto(new URL(path, world.url).href)
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
