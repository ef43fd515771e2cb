import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { actionNamed, callAction, callAtHome, deployedActions, replyOf } from '../kit/action-index.ts'
import { anotherBuild, buildIdOf } from '../kit/another-build.ts'
import { clockIsDone } from '../kit/clock-is-done.ts'
import { type ClusterNode, cluster } from '../kit/cluster.ts'
import { dumpDatabase } from '../kit/dump-database.ts'
import { aProject } from '../kit/rows.ts'
import { type Site, startSite } from '../kit/site.ts'
import { testSecrets } from '../kit/test-env.ts'
import { ACTION_INPUTS } from './fixtures/action-inputs.ts'

/**
 * N16: pages stay open over a deployment. What they then ask of a server that does not know it is refused in a way the page can
 * tell from everything else, and nothing happens; what the browser makes of that is a story of its own (bad-days.spec.ts).
 */
let site: Site
let directory: string
/** A server of another version, beside the two on the same database: a deployment that is half done. */
let newer: ClusterNode

beforeAll(async () => {
  site = await startSite({ nodes: 2 })
  directory = anotherBuild()
  const env = { ...testSecrets(), GAVEL_BUILD_DIR: directory }
  const [node] = await cluster(1, { databaseUrl: site.databaseUrl, env })
  if (!node) throw new Error('One server was asked for')
  newer = node
}, 600_000)

afterAll(async () => {
  await newer?.stop()
  await site?.end()
  rmSync(directory, { recursive: true, force: true })
})

/** An action as another build would have named it. */
function unknownTo(known: string): string {
  const last = known.at(-1) === '0' ? '1' : '0'
  return `${known.slice(0, -1)}${last}`
}

describe('two servers of one build', () => {
  test('know the same actions: what a page of the one offers, the other does', async () => {
    const { visitor } = await site.signedIn('moderator')
    for (const action of deployedActions(site.buildDir))
      for (const answer of await Promise.all(
        site.nodes.map((node) => callAtHome(visitor.copy(node.url), action, null)),
      )) {
        const unknown = answer.headers['x-nextjs-action-not-found']
        expect([action.name, answer.status, unknown]).toEqual([action.name, 200, undefined])
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

describe('a server of another version, while a deployment is half done', () => {
  test('does none of the actions of an older page, whatever is asked and however often; nothing of it is left', async () => {
    const { visitor } = await site.signedIn('admin')
    const { id: projectId } = await aProject(site.db)
    await site.db.project.update({ where: { id: projectId }, data: { pausedAt: new Date() } }) // so it is left alone
    const role = await site.db.role.findUniqueOrThrow({ where: { key: 'reviewer' } })
    const things = { projectId, roleId: role.id, db: site.db }
    const old = deployedActions(site.buildDir)
    expect(old.length).toBeGreaterThan(40)
    const inputs = await Promise.all(old.map(async ({ name }) => (await ACTION_INPUTS[name]?.(things)) ?? {}))
    await clockIsDone(site.db)
    const before = await rows()
    for (const [at, { id, name }] of old.entries()) {
      const twice = [0, 1].map(() => callAction(visitor.copy(newer.url), id, inputs[at]))
      for (const answer of await Promise.all(twice)) {
        const unknown = answer.headers['x-nextjs-action-not-found']
        expect([name, answer.status, unknown, replyOf(answer)]).toEqual([name, 409, '1', null])
      }
    }
    expect(await rows()).toEqual(before)
  }, 180_000)

  test('does its own, which the older ones do not know', async () => {
    const { visitor } = await site.signedIn('admin')
    const role = await site.db.role.findUniqueOrThrow({ where: { key: 'moderator' } })
    const email = `${crypto.randomUUID()}@northlight.example`
    const input = { name: 'Priya Nair', email, roles: [{ roleId: role.id, projectId: null }] }
    const { id } = actionNamed(directory, 'invite')
    expect((await callAction(visitor, id, input)).status).toBe(409)
    expect(await site.db.accountLink.count({ where: { email } })).toBe(0)
    expect(replyOf(await callAction(visitor.copy(newer.url), id, input))?.ok).toBe(true)
    expect(await site.db.accountLink.count({ where: { email } })).toBe(1)
  })

  test('says of each page which version it is of, by which a page of another one loads anew', async () => {
    const { visitor } = await site.signedIn('moderator')
    const rsc = { headers: { rsc: '1' } }
    const [of, by] = [buildIdOf(site.buildDir), buildIdOf(directory)]
    const older = (await visitor.send('GET', '/live?_rsc', rsc)).body
    const fresh = (await visitor.copy(newer.url).send('GET', '/live?_rsc', rsc)).body
    expect([older.includes(`"b":"${of}"`), older.includes(by)]).toEqual([true, false])
    expect([fresh.includes(`"b":"${by}"`), fresh.includes(of)]).toEqual([true, false])
  })

  test('opens what was signed in to at the others, and is opened by it', async () => {
    const { visitor } = await site.signedIn('moderator')
    expect((await visitor.copy(newer.url).send('GET', '/api/sessions')).status).toBe(200)
  })
})

/** All there is but what servers write by themselves: the record when it is signed, and when somebody was here last. */
async function rows(): Promise<Map<string, string>> {
  const dump = await dumpDatabase(site.databaseUrl)
  return new Map([...dump].filter(([name]) => !['Checkpoint', 'Device'].includes(name)))
}
