import { afterAll, beforeAll, expect, test } from 'vitest'
import { addresses } from '../kit/addresses.ts'
import { type Site, sharedSite } from '../kit/site.ts'

/** N11: what the framework says to itself in headers opens nothing when somebody else says it. */
const INNER: Record<string, string>[] = [
  { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
  { 'x-middleware-subrequest': 'src/middleware:src/middleware:src/middleware', 'x-middleware-next': '1' },
  {
    'x-middleware-rewrite': '/live',
    'x-middleware-set-cookie': 'a=b',
    'x-middleware-override-headers': 'cookie',
  },
  { 'x-invoke-path': '/live', 'x-invoke-status': '200', 'x-invoke-output': '/live' },
  { 'next-resume': '1', 'x-nextjs-data': '1' },
  { 'x-matched-path': '/live', 'x-now-route-matches': '1=live' },
  { 'x-gavel-path': '/live', 'x-gavel-peer': '127.0.0.1' },
  { rsc: '1', 'next-router-state-tree': '%5Bgarbage' },
  { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' },
  { 'x-prerender-revalidate': 'x', 'x-nextjs-cache': 'HIT', purpose: 'prefetch' },
]
let site: Site

beforeAll(async () => {
  site = await sharedSite()
}, 600_000)

afterAll(() => site?.end())

test('nobody gets further by them, and nothing breaks', async () => {
  const wrong: string[] = []
  const paths = addresses(site.buildDir)
  expect(paths.length).toBeGreaterThan(35)
  for (const path of paths) {
    const plain = await site.visitor().send('GET', path)
    for (const headers of INNER) {
      const answer = await site.visitor().send('GET', path, { headers })
      // Of its own script the framework wants a mark in the address, and sends it back for that.
      const marked = answer.status === 307 && String(answer.headers.location).startsWith(`${path}?_rsc`)
      const same = answer.status === plain.status || (headers.rsc !== undefined && marked)
      if (answer.status >= 500 || !(same || answer.status === 400))
        wrong.push(`${path} ${JSON.stringify(headers)}: ${plain.status}, then ${answer.status}`)
      if (answer.setCookies.some((cookie) => cookie.startsWith('a=b'))) wrong.push(`${path} set a cookie`)
      if (/aria-label="(Main|Places)"/.test(answer.body)) wrong.push(`${path} shows the console`)
    }
  }
  expect(wrong).toEqual([])
}, 180_000)
