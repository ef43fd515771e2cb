import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hideShapes, KEPT_BACK } from '#lib/system/hide-shapes.ts'
import { callAction, deployedActions } from '../kit/action-index.ts'
import { canaries } from '../kit/canaries.ts'
import { eventually } from '../kit/eventually.ts'
import { hostileTexts } from '../kit/hostile-texts.ts'
import { type Site, sharedSite } from '../kit/site.ts'

/** S12: the log is one JSON object a line, whatever came in, and nobody's secret or address is in it. */
let site: Site

beforeAll(async () => {
  site = await sharedSite()
}, 600_000)

afterAll(() => site?.end())

/** What a server has said since it is ready; before that the framework introduces itself. */
const linesOf = (log: string) =>
  log
    .slice(log.indexOf('Ready in'))
    .split('\n')
    .slice(1)
    .filter((line) => line !== '' && !/^. Running next\.config/.test(line))

const notObjects = () =>
  site.nodes
    .flatMap(({ log }) => linesOf(log))
    .filter((line) => {
      try {
        return typeof JSON.parse(line) !== 'object'
      } catch {
        return true
      }
    })

const FORGED = [
  'a\nb',
  'a\r\n{"level":50,"forged":true}',
  'a\u2028{"forged":true}',
  'a\u2029b',
  'a\u0085b',
  '\u001b[2J\u001b[31mred',
  'x'.repeat(60_000),
]

test('nothing that comes in breaks a line, nor does what the framework prints', async () => {
  const { visitor } = await site.signedIn('moderator')
  const before = site.nodes.map(({ log }) => log.length)
  const [action] = deployedActions(site.buildDir)
  for (const text of [...FORGED, ...hostileTexts().slice(0, 20)]) {
    await visitor.send('GET', `/live?q=${encodeURIComponent(text.toWellFormed().slice(0, 5_000))}`)
    await callAction(visitor, action?.id ?? '', { [text]: text })
    await callAction(visitor, action?.id ?? '', text)
  }
  // What the framework cannot read, it complains of in many coloured lines.
  for (const body of ['{{{', '["$1"]'])
    await visitor.send('POST', '/sign-in', {
      headers: {
        'sec-fetch-site': 'same-origin',
        'next-action': action?.id ?? '',
        'content-type': 'text/plain',
      },
      body,
    })
  const said = () => site.nodes.map(({ log }, at) => log.slice(before[at])).join('')
  await eventually(() => said().includes('"printed":true') || 'the framework has said nothing')
  expect(notObjects()).toEqual([])
  for (const mark of ['\u001b', '\u2028', '\u2029', '\u0085', '"forged":true'])
    expect(said()).not.toContain(mark)
})

test('who came, with what, is in no line', async () => {
  const watch = canaries()
  const { email, password } = await site.somebody('moderator')
  watch.keep('e-mail', email)
  watch.keep('password', `${password}!wrong`)
  const visitor = site.visitor()
  await visitor.signIn(email, `${password}!wrong`)
  await visitor.signIn(email, password)
  for (const [, value = ''] of visitor.cookie.matchAll(/=([^;]{20,})/g)) watch.keep('cookie', value)
  await visitor.send('GET', '/api/sessions', { headers: { authorization: `Bearer gavel_${'k'.repeat(40)}` } })
  watch.keep('key', `gavel_${'k'.repeat(40)}`)
  for (const { log } of site.nodes) expect(watch.find(log)).toEqual([])
})

describe('by its shape, wherever it stands,', () => {
  const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhYmNkZWYifQ.c2lnbmF0dXJl'
  test.each([
    ['a token', `failed: ${JWT}`, JWT],
    ['a token of the older kind', 'token T1==cGFydG5lcl9pZD0xMjM0NTY3', 'cGFydG5l'],
    ['an API key', 'key gavel_abcdefghijklmnopqrstuvwxyz0123', 'abcdefghij'],
    ['an authorization', 'Authorization: Basic dXNlcjpwYXNzd29yZA==', 'dXNlcjpw'],
    ['a private key', '-----BEGIN PRIVATE KEY-----\\nMIIE\\n-----END PRIVATE KEY-----', 'MIIE'],
    ["the database's password", 'postgresql://gavel:hunter22@db.internal/gavel', 'hunter22'],
    ['an e-mail address', 'no account Ines.Duarte+x@northlight.example here', 'Ines.Duarte'],
  ])('%s is kept back', (_what, words, secret) => {
    const line = hideShapes(`${JSON.stringify({ level: 30, msg: words })}\n`)
    expect(JSON.parse(line).msg).toContain(KEPT_BACK)
    expect(line).not.toContain(secret)
  })

  test('what is none of these stays as it is, and stays one line', () => {
    const line = `${JSON.stringify({ requestId: '01a21469-09f7-76c4-b0ab-a5787d4c383a', url: 'https://a.example/b@c', n: 1 })}\n`
    expect(hideShapes(line)).toBe(line)
    expect(JSON.parse(hideShapes(JSON.stringify({ msg: 'a\u2028b' })))).toEqual({ msg: 'a\u2028b' })
  })
})
