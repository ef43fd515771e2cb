import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deployedPages, deployedRoutes } from '../kit/route-index.ts'
import { type Site, sharedSite } from '../kit/site.ts'
import type { Answer, Visitor } from '../kit/visitor.ts'

/** N11: what the framework tells itself by headers is worth nothing when it comes from outside. */
const CHAIN = Array(6).fill('proxy').join(':')
const INTERNAL: Record<string, string> = {
  'x-middleware-subrequest': CHAIN,
  'x-middleware-subrequest-id': 'x',
  'x-middleware-rewrite': '/admin/people',
  'x-middleware-next': '1',
  'x-middleware-invoke': '1',
  'x-middleware-prefetch': '1',
  'x-middleware-skip': '1',
  'x-middleware-redirect': 'https://evil.example/',
  'x-middleware-set-cookie': 'gavel.session=planted',
  'x-middleware-override-headers': 'cookie,x-gavel-path',
  'x-middleware-request-cookie': 'gavel.session=planted',
  'x-invoke-path': '/admin/people',
  'x-invoke-output': '/admin/people',
  'x-invoke-status': '500',
  'x-invoke-error': '{"message":"planted"}',
  'next-resume': '1',
  'next-resume-state-length': '10',
  'x-nextjs-data': '1',
  'x-nextjs-postponed': '1',
  'x-nextjs-rewritten-path': '/admin/people',
  'x-matched-path': '/admin/people',
  'x-now-route-matches': '1=admin',
  'x-prerender-revalidate': 'planted',
  'x-next-revalidated-tags': 'planted',
  'x-gavel-path': '//evil.example',
}
/** These are a browser's to send; what they say may be anything. */
const GARBAGE: Record<string, string>[] = [
  { 'next-router-state-tree': 'garbage' },
  { 'next-router-state-tree': '%' },
  { rsc: '1', 'next-router-state-tree': '%5B%22%22%2C%7B%7D' },
  { rsc: '1', 'next-router-state-tree': JSON.stringify(['', { children: ['admin', {}] }, null, 'refetch']) },
  { rsc: '1', 'next-router-state-tree': encodeURIComponent(JSON.stringify(Array(50).fill('x'))) },
  { rsc: '1', 'next-router-state-tree': 'x'.repeat(9_000) },
  { rsc: 'garbage' },
  { rsc: '1', 'next-router-prefetch': 'garbage' },
  { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/../../admin' },
  { rsc: '1', 'next-url': '//evil.example' },
]

let site: Site
let moderator: Visitor
let paths: string[]

beforeAll(async () => {
  site = await sharedSite()
  moderator = (await site.signedIn('moderator')).visitor
  paths = [...deployedPages(site.buildDir), ...deployedRoutes(site.buildDir).map(({ path }) => path)]
}, 600_000)

afterAll(() => site?.end())

/** What an answer is, without what differs from one answer to the next. */
const essence = ({ status, headers, body }: Answer) => ({
  status,
  location: headers.location,
  type: headers['content-type'],
  cookies: (headers['set-cookie'] ?? []).length,
  rewritten: headers['x-middleware-rewrite'],
  title: /<title>([^<]*)/.exec(body)?.[1],
  json: body.startsWith('{') ? Object.keys(JSON.parse(body)) : null,
})

describe('a header of the framework’s own', () => {
  test('changes no answer, all of them at once, signed in or not', async () => {
    expect(paths.length).toBeGreaterThan(30)
    for (const path of paths) {
      for (const visitor of [site.visitor(), moderator]) {
        const plain = essence(await visitor.copy().send('GET', path))
        const answer = await visitor.copy().send('GET', path, { headers: INTERNAL })
        expect([path, essence(answer)]).toEqual([path, plain])
      }
    }
  }, 240_000)

  test('alone changes no answer either', async () => {
    for (const path of ['/sign-in', '/live', '/api/sessions'])
      for (const visitor of [site.visitor(), moderator]) {
        const plain = essence(await visitor.copy().send('GET', path))
        for (const [name, value] of Object.entries(INTERNAL)) {
          const answer = await visitor.copy().send('GET', path, { headers: { [name]: value } })
          expect([path, name, essence(answer)]).toEqual([path, name, plain])
        }
      }
  }, 120_000)

  test('makes nothing of a post', async () => {
    for (const [name, value] of Object.entries(INTERNAL)) {
      const headers = { [name]: value, 'sec-fetch-site': 'same-origin', 'content-type': 'text/plain' }
      const answer = await moderator.copy().send('POST', '/live', { headers, body: 'x'.repeat(20) })
      expect([name, answer.status < 500]).toEqual([name, true])
    }
  })
})

describe('garbage in what a browser may send', () => {
  test('breaks nothing and shows nobody anything', async () => {
    const known = 'Sign out' // stands in every page of the console, whoever looks
    for (const path of paths)
      for (const headers of GARBAGE)
        for (const target of [path, `${path}?_rsc`]) {
          const answer = await site.visitor().send('GET', target, { headers })
          expect([target, headers, answer.status < 500, answer.body.includes(known)]).toEqual([
            target,
            headers,
            true,
            false,
          ])
        }
  }, 240_000)

  test('breaks nothing for who is signed in', async () => {
    for (const path of paths.filter((one) => one !== '/api/feed'))
      for (const headers of GARBAGE) {
        const { status } = await moderator.copy().send('GET', `${path}?_rsc`, { headers })
        expect([path, headers, status < 500]).toEqual([path, headers, true])
      }
  }, 240_000)
})
