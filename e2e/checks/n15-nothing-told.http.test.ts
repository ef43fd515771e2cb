import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actionNamed, callAction, deployedActions, replyOf } from '../kit/action-index.ts'
import { eventually } from '../kit/eventually.ts'
import { deployedPages, deployedRoutes, METHODS } from '../kit/route-index.ts'
import { type Site, startSite } from '../kit/site.ts'
import type { Answer, Visitor } from '../kit/visitor.ts'

/** N15: probes hear only yes or no, and an error tells nothing but a number, which stands in the log with the rest. */
let site: Site
let admin: Visitor
let routes: string[]
let pages: string[]

beforeAll(async () => {
  site = await startSite()
  admin = (await site.signedIn('admin')).visitor
  routes = deployedRoutes(site.buildDir).map(({ path }) => path)
  pages = deployedPages(site.buildDir)
}, 600_000)

afterAll(() => site?.end())

const versionOf = (name: string): string =>
  JSON.parse(readFileSync(new URL(`../../node_modules/${name}/package.json`, import.meta.url), 'utf8'))
    .version

/** What only the inside knows: paths, SQL, versions, stacks, the names of libraries and of tables. */
function secretsOf(): (string | RegExp)[] {
  const versions = ['next', 'react', 'next-auth', '@prisma/client'].map(versionOf)
  return [
    process.cwd(),
    site.buildDir,
    site.databaseUrl,
    new URL(site.databaseUrl).pathname.slice(1),
    site.secret,
    process.version,
    ...versions.map((version) => new RegExp(`(?<![\\d.])${version.replaceAll('.', '\\.')}(?![\\d.])`)),
    /node_modules|\/server\/chunks|webpack-internal/,
    /\bat (async )?[\w.<>]+ \(|\bat file:|\.[jt]sx?:\d+:\d+/,
    /\b(SELECT|INSERT INTO|UPDATE|DELETE FROM)\s+["\w]|relation "|does not exist in the current database|PrismaClient|Prisma\b|postgres/i,
    /ECONNREFUSED|ENOENT|P\d{4}\b|\b42P01\b/,
    /Next\.js|next-auth|X-Powered-By/i,
  ]
}

/** What an answer tells that it should not. */
function told({ headers, body }: Answer): string[] {
  const text = `${JSON.stringify(headers)}\n${withoutScripts(body)}`
  return secretsOf()
    .filter((secret) => (typeof secret === 'string' ? text.includes(secret) : secret.test(text)))
    .map(String)
}

/** The framework's own start-up script is served to everybody anyway. */
const withoutScripts = (body: string) => body.replaceAll(/<script[^>]*src="[^"]*"[^>]*>/g, '')

test('a probe hears only that it may go on', async () => {
  for (const visitor of [site.visitor(), admin.copy()]) {
    expect(JSON.parse((await visitor.send('GET', '/api/health')).body)).toEqual({ alive: true })
    expect(JSON.parse((await visitor.send('GET', '/api/ready')).body)).toEqual({ ready: true })
  }
})

test('there is no door that nobody has told of: no metrics, no description, no set-up any more', async () => {
  for (const path of [
    '/metrics',
    '/api/metrics',
    '/api/v1/openapi.json',
    '/api/openapi',
    '/openapi.json',
    '/api/v1',
    '/api/debug',
    '/_sandbox/state',
    '/.env',
    '/server.js',
    '/_next/server/app',
    '/_next/static/../server/pages-manifest.json',
    '/prisma/schema.prisma',
    '/setup',
  ])
    expect([path, (await site.visitor().send('GET', path)).status]).toEqual([path, 404])
})

describe('an error tells nothing', () => {
  const NONSENSE = [
    '%00',
    '%ff',
    '..%2f..%2fetc%2fpasswd',
    "'%20OR%201=1--",
    '%0d%0aX-Injected:%201',
    'x'.repeat(3_000),
    '%E2%80%A8',
    '-1',
    '[object Object]',
    '{}',
  ]

  test('when an address makes no sense', async () => {
    for (const path of [...routes, ...pages].filter((one) => one.includes('01932f5e-')))
      for (const part of NONSENSE) {
        const answer = await admin
          .copy()
          .send('GET', path.replace('01932f5e-0000-7000-8000-000000000000', part))
        expect([path, part, answer.status < 500, told(answer)]).toEqual([path, part, true, []])
      }
  })

  test('when a question makes no sense', async () => {
    for (const path of [...routes, ...pages].filter((one) => one !== '/api/feed'))
      for (const query of [
        `a=%00&cursor=%00&before=%ff&seq=${'9'.repeat(400)}`,
        'q=%27&from=%27&to=x&page[]=1&page[]=2&project=__proto__',
      ]) {
        const answer = await admin.copy().send('GET', `${path}?${query}`)
        expect([path, query, answer.status < 500, told(answer)]).toEqual([path, query, true, []])
      }
  }, 120_000)

  test('when a method or a body makes no sense', async () => {
    for (const path of routes)
      for (const method of METHODS.filter((one) => one !== 'GET' && one !== 'HEAD')) {
        const headers = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' }
        const answer = await admin.copy().send(method, path, { headers, body: '{"' })
        expect([method, path, answer.status < 500, told(answer)]).toEqual([method, path, true, []])
      }
  })

  test('when an action is sent what is none', async () => {
    for (const { id, name } of deployedActions(site.buildDir))
      for (const input of [null, { id: '\0' }]) {
        const answer = await callAction(admin.copy(), id, input)
        expect([name, answer.status < 500, told(answer)]).toEqual([name, true, []])
      }
  })

  test('when the sign-in library is given what it does not know', async () => {
    for (const path of [
      'nothing',
      'signin/nobody',
      'callback/nobody',
      'callback/credentials',
      'verify-request',
      'error?error=Configuration',
      'error?error=<b>',
      'signin?error=%00',
      '_log',
      'a/b/c/d',
    ])
      for (const method of ['GET', 'POST']) {
        const headers = {
          'sec-fetch-site': 'same-origin',
          'content-type': 'application/x-www-form-urlencoded',
        }
        const answer = await site
          .visitor()
          .send(method, `/api/auth/${path}`, { headers, ...(method === 'POST' && { body: 'a=%00' }) })
        expect([method, path, answer.status < 500, told(answer)]).toEqual([method, path, true, []])
      }
  })
})

describe('when the database lacks what is asked for', () => {
  const log = () => site.nodes[0]?.log ?? ''
  const inLog = (id: string) => eventually(() => log().includes(id) || `${id} is not in the log`)

  /** As at a migration that went wrong: whoever is signed in cannot be looked up. */
  beforeAll(() => site.db.$executeRawUnsafe('ALTER TABLE "Device" RENAME TO "DeviceAway"'))
  afterAll(() => site.db.$executeRawUnsafe('ALTER TABLE "DeviceAway" RENAME TO "Device"'))

  test('a page that breaks shows a number that is in the log, and no more', async () => {
    for (const path of ['/live', '/audit', '/admin/people', '/me/security', '/sign-in']) {
      const answer = await admin.copy().send('GET', path)
      expect([path, answer.status, told(answer)]).toEqual([path, 500, []])
      const digest = /"?digest\\?"?[:=]\\?"(\d+)/.exec(answer.body)?.[1] ?? 'none'
      await inLog(`"digest":"${digest}"`)
    }
  })

  test('a route that breaks answers with such a number', async () => {
    for (const path of ['/api/sessions', '/api/audit/head', '/api/audit/export', '/api/feed']) {
      const answer = await admin.copy().send('GET', path)
      expect([path, answer.status, told(answer)]).toEqual([path, 503, []])
      const { requestId, ...rest } = JSON.parse(answer.body)
      expect([requestId, Object.keys(rest)]).toEqual([answer.headers['x-request-id'], ['code', 'message']])
      await inLog(requestId)
    }
  })

  test('an action too', async () => {
    const answer = await callAction(admin.copy(), actionNamed(site.buildDir, 'liftMute').id, {})
    expect(told(answer)).toEqual([])
    const reply = replyOf(answer)
    expect(reply?.code).toBe('unavailable')
    await inLog(reply?.requestId ?? 'none')
  })

  test('and every line of the log since the start is an object of its own', async () => {
    const lines = log().split('\n').filter(Boolean)
    const from = lines.findIndex((line) => line.startsWith('{'))
    const broken = lines.slice(from).filter((line) => !/^\{"level":\d+,.*\}$/.test(line))
    // The framework says once that it is ready, before and beside what it logs.
    expect(broken.filter((line) => !/^\s*(▲|-|✓)/.test(line))).toEqual([])
    expect(log()).not.toContain('@northlight.example')
  })
})
