import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actionNamed, replyOf } from '../kit/action-index.ts'
import { type Site, sharedSite } from '../kit/site.ts'
import type { Visitor } from '../kit/visitor.ts'

/**
 * N10: one request takes little, whatever it is made of. What the framework itself cannot read it answers with 200 and an error
 * in place of a reply: then no action has run.
 */
let site: Site
let visitor: Visitor
let action: string

beforeAll(async () => {
  site = await sharedSite()
  visitor = (await site.signedIn('moderator')).visitor
  action = actionNamed(site.buildDir, 'liftMute').id
}, 600_000)

afterAll(() => site?.end())

const post = (body: string, type = 'text/plain;charset=UTF-8') =>
  visitor.send('POST', '/sign-in', {
    headers: {
      'sec-fetch-site': 'same-origin',
      'next-action': action,
      'content-type': type,
      accept: 'text/x-component',
    },
    body,
  })

const EDGE = 'x-gavel-edge'
const form = (parts: readonly string[]) =>
  `${parts
    .map((part, at) => `--${EDGE}\r\nContent-Disposition: form-data; name="${at}"\r\n\r\n${part}\r\n`)
    .join('')}--${EDGE}--\r\n`
const FORM = `multipart/form-data; boundary=${EDGE}`

const wide = (keys: number) =>
  JSON.stringify([Object.fromEntries(Array.from({ length: keys }, (_, n) => [n, 1]))])
const KINDS: [what: string, body: string, type?: string][] = [
  ['what is no JSON', '{{{'],
  ['nothing', ''],
  ['twenty thousand lists in each other', '['.repeat(20_000) + ']'.repeat(20_000)],
  ['twenty thousand objects in each other', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
  ['five thousand keys', wide(5_000)],
  ['itself', '["$0"]'],
  ['ten thousand references', JSON.stringify(Array.from({ length: 10_000 }, () => '$0'))],
  ['a reference to what never comes', '["$1"]'],
  ['a function of the server', '["$F1"]'],
  ['a map that never comes', '["$Q1"]'],
  ['parts that are each other', form(['["$1"]', '["$2"]', '["$1"]']), FORM],
  ['parts without an edge', 'x', 'multipart/form-data'],
  ['parts by an edge of three thousand letters', 'x', `multipart/form-data; boundary=${'b'.repeat(3_000)}`],
  ['parts that do not end', `--${EDGE}\r\nContent-Disposition: form-data; name="0"\r\n\r\n[`, FORM],
  ['a number of three thousand digits', `[${'9'.repeat(3_000)}]`],
]

test.each(KINDS)('%s is no reason to fail, and nothing is done', async (_what, body, type) => {
  const answer = await post(body, type)
  expect(answer.status).toBeLessThan(500)
  expect(replyOf(answer)?.ok).not.toBe(true)
  expect((await visitor.copy().send('GET', '/api/sessions')).status).toBe(200)
})

describe('what is too large', () => {
  test.each([
    ['in one piece', `["${'x'.repeat(70_000)}"]`, undefined],
    ['ten megabytes in a part', form(['x'.repeat(10_000_000)]), FORM],
    ['two thousand parts', form(Array.from({ length: 2_000 }, () => '"$1"')), FORM],
  ])('%s is refused by its length', async (_what, body, type) => {
    const answer = await post(body, type)
    expect(answer.status).toBe(413)
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'too-large' })
  })

  test('is refused though its length is not said', async () => {
    const answer = await chunked('/sign-in', (line) => {
      for (let sent = 0; sent < 40; sent++) line.write('x'.repeat(64 * 1024))
      line.end()
    })
    expect(answer.status < 500 && !answer.body.includes('"ok":true')).toBe(true)
  })
})

test('a body that comes byte by byte is given up, and others are answered meanwhile', async () => {
  const slow = Array.from({ length: 10 }, () =>
    chunked('/sign-in', (line) => line.write('[')).then(
      ({ status }) => status,
      (error: NodeJS.ErrnoException) => error.code,
    ),
  )
  expect((await visitor.copy().send('GET', '/api/sessions')).status).toBe(200)
  expect(new Set(await Promise.all(slow))).toEqual(new Set(['ECONNRESET']))
})

function chunked(path: string, write: (line: ReturnType<typeof request>) => void) {
  const url = new URL(path, site.nodes[0]?.url)
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    const line = request(url, {
      method: 'POST',
      agent: false,
      headers: {
        cookie: visitor.cookie,
        'sec-fetch-site': 'same-origin',
        'next-action': action,
        'content-type': 'text/plain;charset=UTF-8',
        'transfer-encoding': 'chunked',
      },
    })
    line.on('response', (response) => {
      let body = ''
      response.on('data', (chunk) => {
        body += chunk
      })
      response.on('close', () => resolve({ status: response.statusCode ?? 0, body }))
    })
    line.on('error', reject)
    write(line)
  })
}
