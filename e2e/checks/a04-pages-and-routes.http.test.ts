import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { BUILT_IN_ROLES } from '#lib/access/permissions.ts'
import { aProjectFullOf, type FullProject } from '../kit/a-project-full.ts'
import { aHolder, aSignedInVisitor, outsidersOf } from '../kit/holders.ts'
import { deployedPages, deployedRoutes } from '../kit/route-index.ts'
import { aProject } from '../kit/rows.ts'
import { type Site, sharedSite } from '../kit/site.ts'
import type { Visitor } from '../kit/visitor.ts'

/**
 * A4: no page or route, in whatever form the framework sends it, shows anything of a project to somebody who holds nothing there.
 * `MARK` stands in everything that somebody has written in that project.
 */
const MARK = `Foreign${randomBytes(6).toString('hex')}`
let site: Site
let foreign: FullProject
let paths: string[]

beforeAll(async () => {
  site = await sharedSite()
  foreign = await aProjectFullOf(site.db, MARK)
  paths = [
    ...deployedPages(site.buildDir),
    `/sessions/${foreign.sessionId}`,
    `/archives/${foreign.archiveId}`,
    `/admin/projects/${foreign.projectId}`,
    `/admin/people/${foreign.accountId}`,
    `/live?project=${foreign.projectId}&q=session`,
    `/archives?project=${foreign.projectId}`,
    '/requests?show=mine',
    '/requests?show=decided',
    `/audit?project=${foreign.projectId}&text=recorded`,
    `/audit?entry=${foreign.entry}`,
    `/audit?subject=session:${foreign.sessionId}`,
    '/api/audit/export?format=csv',
    `/api/audit/export?format=jsonl&project=${foreign.projectId}`,
    `/api/audit/head?after=0&project=${foreign.projectId}`,
    `/api/media/archives/${foreign.archiveId}`,
    `/api/sessions?project=${foreign.projectId}`,
    `/api/feed?sessions=${foreign.sessionId}&since=0`,
    ...deployedRoutes(site.buildDir).map(({ path }) => path),
  ]
}, 600_000)

afterAll(() => site?.end())

/** The forms in which the framework sends a page: whole, for its own script, and in pieces beforehand. */
const RSC = { rsc: '1' }
const FORMS: ((path: string) => { path: string; headers: Record<string, string> })[] = [
  (path) => ({ path, headers: {} }),
  (path) => ({ path, headers: RSC }),
  (path) => ({ path, headers: { ...RSC, 'next-router-prefetch': '1' } }),
  (path) => ({
    path,
    headers: { ...RSC, 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_full' },
  }),
  (path) => ({ path: path.replace(/(?=\?|$)/, '.rsc'), headers: {} }),
  (path) => ({ path: path.replace(/(?=\?|$)/, '.segments/_full.segment.rsc'), headers: RSC }),
]

/** What comes to somebody who follows where they are sent, if that is here. */
async function shown(visitor: Visitor, path: string, headers: Record<string, string>): Promise<string> {
  if (path.startsWith('/api/feed')) return beginningOfFeed(visitor, path)
  const answer = await visitor.send('GET', path, { headers })
  const { location } = answer.headers
  if (answer.status !== 307 || !String(location).includes('_rsc=')) return answer.body
  return answer.body + (await visitor.send('GET', String(location), { headers })).body
}

/** All that a reader of the feed is sent at first. */
async function beginningOfFeed(visitor: Visitor, path: string): Promise<string> {
  const answer = await fetch(new URL(path, site.nodes[0]?.url), { headers: { cookie: visitor.cookie } })
  if (answer.status !== 200) return answer.text()
  const reader = answer.body?.getReader()
  const { value } = (await reader?.read()) ?? {}
  await reader?.cancel()
  return Buffer.from(value ?? new Uint8Array()).toString()
}

/** Where this person is shown something of the project. */
async function seenBy(visitor: Visitor, forms = FORMS): Promise<string[]> {
  const found: string[] = []
  const asked = paths.flatMap((path) => forms.map((form) => form(path)))
  const worker = async () => {
    for (let next = asked.shift(); next; next = asked.shift())
      if ((await shown(visitor, next.path, next.headers)).includes(MARK))
        found.push(`${next.path} ${JSON.stringify(next.headers)}`)
  }
  await Promise.all([worker(), worker(), worker(), worker()])
  return found
}

test('whoever holds a role in another project sees nothing of it', async () => {
  const own = (await aProject(site.db)).id
  for (const role of Object.keys(BUILT_IN_ROLES)) {
    const { name, visitor } = await aHolder(site, role, own)
    expect([name, await seenBy(visitor)]).toEqual([name, []])
  }
}, 180_000)

test('nor does whoever holds nothing, or is not signed in, or not wholly', async () => {
  for (const { name, visitor } of [await aSignedInVisitor(site, 'nobody'), ...(await outsidersOf(site))])
    expect([name, await seenBy(visitor, FORMS.slice(0, 2))]).toEqual([name, []])
}, 180_000)

test('whoever may, sees it in all these places: so there is something to hide there', async () => {
  const { visitor } = await aHolder(site, 'admin', null)
  const seen = new Set((await seenBy(visitor, FORMS.slice(0, 2))).map((place) => place.split(/[ ?]/)[0]))
  expect([...seen]).toEqual(
    expect.arrayContaining([
      '/admin/keys',
      '/admin/projects',
      `/admin/projects/${foreign.projectId}`,
      '/api/audit/export',
      '/api/sessions',
      '/archives',
      `/archives/${foreign.archiveId}`,
      '/audit',
      '/live',
      '/requests',
      `/sessions/${foreign.sessionId}`,
    ]),
  )
}, 120_000)
