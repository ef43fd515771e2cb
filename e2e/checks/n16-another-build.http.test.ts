import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { actionNamed, callAction, deployedActions, replyOf } from '../kit/action-index.ts'
import { type Site, startSite } from '../kit/site.ts'

/**
 * N16: pages stay open over a deployment. What they then ask of a server that does not know it is refused in a way the page can
 * tell from everything else, and nothing happens; what the browser makes of that is a story of its own (bad-days.spec.ts).
 */
let site: Site

beforeAll(async () => {
  site = await startSite({ nodes: 2 })
}, 600_000)

afterAll(() => site?.end())

/** An action as another build would have named it. */
function unknownTo(known: string): string {
  const last = known.at(-1) === '0' ? '1' : '0'
  return `${known.slice(0, -1)}${last}`
}

describe('two servers of one build', () => {
  test('know the same actions: what a page of the one offers, the other does', async () => {
    const { visitor } = await site.signedIn('moderator')
    const files = Map.groupBy(deployedActions(site.buildDir), ({ file }) => file)
    for (const [one] of files.values())
      for (const node of site.nodes) {
        const answer = await callAction(visitor.copy(node.url), one?.id ?? '', null)
        const unknown = answer.headers['x-nextjs-action-not-found']
        expect([one?.name, answer.status, unknown]).toEqual([one?.name, 200, undefined])
      }
  })

  test('have one key for what they seal into pages, made at the build; it seals nothing that is secret', async () => {
    const manifest = readFileSync(join(site.buildDir, 'server', 'server-reference-manifest.json'), 'utf8')
    const { encryptionKey, node } = z
      .object({
        encryptionKey: z.string(),
        node: z.record(z.string(), z.object({ exportedName: z.string() })),
      })
      .parse(JSON.parse(manifest))
    expect(encryptionKey.length).toBeGreaterThan(20)
    // Only an action inside a component closes over something, and has no name of its own: there is none.
    expect(Object.values(node).filter(({ exportedName }) => /^\$\$RSC/.test(exportedName))).toEqual([])
    expect(Object.values(process.env)).not.toContain(encryptionKey)
  })
})

describe('an action of a build that is not this one', () => {
  test('is said to be unknown, and nothing more is said', async () => {
    const { visitor } = await site.signedIn('admin')
    const id = unknownTo(actionNamed(site.buildDir, 'invite').id)
    for (const node of site.nodes) {
      const answer = await callAction(visitor.copy(node.url), id, {})
      expect([answer.status, answer.headers['x-nextjs-action-not-found']]).toEqual([409, '1'])
      expect(answer.body).toMatch(/^[\w .]{1,60}$/)
      expect(replyOf(answer)).toBeNull()
    }
  })

  test('does nothing, however often it is sent, and to whichever server', async () => {
    const { visitor, accountId } = await site.signedIn('admin')
    const before = await site.db.auditEntry.count({ where: { actorId: accountId } })
    const id = unknownTo(actionNamed(site.buildDir, 'invite').id)
    const role = await site.db.role.findUniqueOrThrow({ where: { key: 'moderator' } })
    const email = `${crypto.randomUUID()}@northlight.example`
    const input = { name: 'Priya Nair', email, roles: [{ roleId: role.id, projectId: null }] }
    const sent = site.nodes.flatMap((node) =>
      [0, 1, 2].map(() => callAction(visitor.copy(node.url), id, input)),
    )
    expect(new Set((await Promise.all(sent)).map(({ status }) => status))).toEqual(new Set([409]))
    expect(await site.db.auditEntry.count({ where: { actorId: accountId } })).toBe(before)
    expect(await site.db.account.count({ where: { email } })).toBe(0)
    // The same under its own name is done, once: by the server that was asked.
    const reply = replyOf(await callAction(visitor, actionNamed(site.buildDir, 'invite').id, input))
    expect(reply?.ok).toBe(true)
    expect(await site.db.auditEntry.count({ where: { requestId: reply?.requestId ?? '' } })).toBe(2)
  })

  test.each(['', 'x', '7f', '../../etc/passwd', '7f'.repeat(5_000), '__proto__'])(
    'under the name %j is refused too',
    async (id) => {
      const { visitor } = await site.signedIn('admin')
      const answer = await callAction(visitor, id, {})
      expect([answer.status < 500, replyOf(answer)]).toEqual([true, null])
      expect(answer.body).not.toMatch(/\bat \w+ \(|node_modules/)
    },
  )
})
