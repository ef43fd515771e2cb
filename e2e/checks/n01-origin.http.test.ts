import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actionNamed, callAction, deployedActions, replyOf } from '../kit/action-index.ts'
import { eventually } from '../kit/eventually.ts'
import { type Site, sharedSite } from '../kit/site.ts'

/** N1: the framework runs an action whose `Origin` is missing, or equals a forged X-Forwarded-Host. Our doors do not. */
let site: Site
let ours: string

beforeAll(async () => {
  site = await sharedSite()
  ours = new URL(site.nodes[0]?.url ?? '').origin
}, 600_000)

afterAll(() => site?.end())

const wrong = (): [string, Record<string, string | string[]>][] => [
  ['nothing', {}],
  ['no origin, a forged host', { 'x-forwarded-host': 'evil.example' }],
  ['null', { origin: 'null' }],
  ['another port', { origin: 'http://127.0.0.1:1' }],
  ['another scheme', { origin: ours.replace('http:', 'https:') }],
  ['a sub-domain', { origin: 'http://a.127.0.0.1.nip.example' }],
  ['a name that begins like ours', { origin: `${ours}.evil.example` }],
  ['upper case', { origin: ours.toUpperCase() }],
  ['two origins', { origin: [ours, 'http://evil.example'] }],
  [
    'an origin that a forged host agrees with',
    { origin: 'http://evil.example', 'x-forwarded-host': 'evil.example' },
  ],
  ['another site by its own word', { origin: ours, 'sec-fetch-site': 'cross-site' }],
  ['a sibling site', { origin: ours, 'sec-fetch-site': 'same-site' }],
]

describe('an action', () => {
  test('runs for a page of ours, whichever of the two headers its browser sends', async () => {
    const { visitor } = await site.signedIn('moderator')
    const { id } = actionNamed(site.buildDir, 'liftMute')
    for (const headers of [{ origin: ours }, { 'sec-fetch-site': 'same-origin' }]) {
      const answer = await callAction(visitor, id, {}, headers)
      expect([answer.status, replyOf(answer)?.code]).toEqual([200, 'bad-input'])
    }
  })

  test('does not run for anybody else, signed in or not, and leaves a line in the log', async () => {
    const { visitor, accountId } = await site.signedIn('admin')
    const { id } = actionNamed(site.buildDir, 'liftMute')
    const before = await site.db.auditEntry.count()
    for (const [what, headers] of wrong()) {
      const answer = await callAction(visitor, id, { sessionId: accountId }, headers)
      expect([what, answer.status]).toEqual([what, 403])
      expect([what, replyOf(answer)]).toEqual([what, null])
    }
    expect(await site.db.auditEntry.count()).toBe(before)
    const node = site.nodes[0]
    await eventually(() => node?.log.includes('"refusal":"refused-origin"') || 'no line says so')
  })

  test('of whatever name is refused when it comes from nowhere', async () => {
    const open: string[] = []
    for (const { id, name } of deployedActions(site.buildDir)) {
      const answer = await callAction(site.visitor(), id, {}, {})
      if (answer.status !== 403) open.push(`${name}: ${answer.status}`)
    }
    expect(open).toEqual([])
  })

  test('posted as a plain form, without the header that names it, does not run either', async () => {
    const { id } = actionNamed(site.buildDir, 'completeSetup')
    const boundary = 'x-gavel-boundary'
    const body = `--${boundary}\r\nContent-Disposition: form-data; name="$ACTION_ID_${id}"\r\n\r\n\r\n--${boundary}--\r\n`
    const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` }
    const answer = await site.visitor().send('POST', '/sign-in', { headers, body })
    expect(answer.status).toBe(403)
  })
})

describe('a route', () => {
  test('that changes something refuses everybody else with 403', async () => {
    for (const [what, headers] of wrong()) {
      const path = '/api/auth/callback/credentials'
      const form = { ...headers, 'content-type': 'application/x-www-form-urlencoded' }
      const answer = await site.visitor().send('POST', path, { headers: form, body: 'email=a' })
      expect([what, answer.status]).toEqual([what, 403])
    }
  })

  test('that shows something is closed to other sites', async () => {
    const { visitor } = await site.signedIn('admin')
    for (const path of [
      '/api/feed',
      '/api/sessions',
      '/api/media/archives/01932f5e-0000-7000-8000-000000000000',
    ])
      for (const site of ['cross-site', 'same-site']) {
        const answer = await visitor.send('GET', path, { headers: { 'sec-fetch-site': site } })
        expect([path, answer.status]).toEqual([path, 403])
      }
  })
})

test('what only reads changes nothing', async () => {
  const { visitor } = await site.signedIn('admin')
  // The clock writes now and then; a read that writes would do it each time.
  await eventually(
    async () => {
      const before = await fingerprint()
      for (const path of [
        '/live',
        '/sign-in',
        '/setup',
        '/api/sessions',
        '/api/auth/session',
        '/api/auth/csrf',
      ])
        for (const method of ['GET', 'HEAD']) await visitor.send(method, path)
      const after = await fingerprint()
      const changed = Object.keys(after).filter((table) => after[table] !== before[table])
      return changed.length === 0 || `changed: ${changed}`
    },
    { timeoutMs: 20_000 },
  )
})

/** Of every row its version: a row that was written again has another. */
async function fingerprint(): Promise<Record<string, string>> {
  const tables = await site.db.$queryRaw<{ name: string }[]>`
    SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`
  const sums = tables.map(
    ({ name }) =>
      `SELECT '${name}' AS name, concat(count(*), ' rows ', sum(xmin::text::bigint)) AS rows FROM ${name}`,
  )
  const rows = await site.db.$queryRawUnsafe<{ name: string; rows: string }[]>(sums.join(' UNION ALL '))
  return Object.fromEntries(rows.map(({ name, rows }) => [name, rows]))
}
