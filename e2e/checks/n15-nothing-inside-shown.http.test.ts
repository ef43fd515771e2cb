import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PAGES } from '../kit/addresses.ts'
import { deployedRoutes } from '../kit/route-index.ts'
import { type Site, sharedSite } from '../kit/site.ts'
import type { Answer } from '../kit/visitor.ts'

/** N15: no answer, least of all an error, tells what is inside: no stack, path, version or statement. */
let site: Site

beforeAll(async () => {
  site = await sharedSite()
}, 600_000)

afterAll(() => site?.end())

const VERSIONS = ['next', 'next-auth', 'pg', 'opentok'].map(
  (name) => `${name}@${JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version}`,
)
const INSIDE = [
  process.cwd(),
  'node_modules',
  'prisma',
  '$queryRaw',
  'PrismaClient',
  'SELECT ',
  'INSERT ',
  'postgres',
  '    at ',
  'file:///',
  process.version,
  ...VERSIONS,
]
const shown = ({ body, headers }: Answer) => {
  const all = JSON.stringify(headers) + body
  return INSIDE.filter((inside) => all.includes(inside))
}

const HOSTILE = [
  '\0',
  "'",
  '"; DROP TABLE "Account"; --',
  '\ud800',
  '../../etc/passwd',
  '-1',
  '99999999999999999999999',
  'NaN',
  '[]',
  '{"$gt":""}',
  '1970-13-45',
  'x'.repeat(3_000),
]
/** Names that some page or route reads from its address. */
const NAMES = [
  'q',
  'project',
  'cursor',
  'after',
  'before',
  'from',
  'to',
  'sort',
  'format',
  'actor',
  'since',
  'open',
  'role',
]

test('nothing inside is shown, whatever is asked for', async () => {
  const { visitor } = await site.signedIn('admin')
  const wrong: string[] = []
  const paths = [...PAGES, ...deployedRoutes(site.buildDir).map(({ path }) => path)]
  for (const path of paths)
    for (const text of HOSTILE) {
      const query = new URLSearchParams(NAMES.map((name) => [name, text]))
      const answer = await visitor.send('GET', `${path}?${query}`)
      const found = shown(answer)
      if (answer.status >= 500 || found.length)
        wrong.push(`${path} ${text.slice(0, 20)}: ${answer.status} ${found}`)
    }
  expect(wrong).toEqual([])
}, 240_000)

test('an id that is none is not found, in every place that takes one', async () => {
  const { visitor } = await site.signedIn('admin')
  for (const place of [
    '/sessions',
    '/archives',
    '/admin/people',
    '/admin/projects',
    '/api/media/archives',
    '/room',
  ])
    for (const text of HOSTILE) {
      const answer = await visitor.send('GET', `${place}/${encodeURIComponent(text.toWellFormed())}`)
      expect([place, text, answer.status < 500, shown(answer)]).toEqual([place, text, true, []])
    }
}, 120_000)

test('health says that it is well and nothing else; an error has an id that is in the log', async () => {
  expect(JSON.parse((await site.visitor().send('GET', '/api/health')).body)).toEqual({ alive: true })
  const { headers, body } = await site.visitor().send('GET', '/api/sessions')
  const { requestId } = JSON.parse(body)
  expect(headers['x-request-id'] ?? requestId).toBe(requestId)
  expect(site.nodes[0]?.log).toContain(requestId)
})
