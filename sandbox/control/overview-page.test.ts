import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '../sandbox.ts'
import { aSession } from '../testing/rest-client.ts'
import { testProject } from '../testing/test-project.ts'
import { STREAM, WireClient } from '../testing/wire-client.ts'
import { html } from './html.ts'

const HOSTILE = '<img src=x onerror=alert(1)>"\'&'
const ESCAPED = '&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;'
const project = testProject({
  name: HOSTILE,
  callbackUrl: 'http://user:word@127.0.0.1:9/callbacks?key=hidden',
  previousSignatureSecret: 'the-secret-of-last-week',
})
let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ projects: [project] })
})
afterAll(() => sandbox.close())

const page = async () => {
  const response = await fetch(`${sandbox.apiUrl}/`)
  return { status: response.status, headers: response.headers, text: await response.text() }
}

test('an empty sandbox says so', async () => {
  const { status, headers, text } = await page()
  expect(status).toBe(200)
  expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(headers.get('content-security-policy')).toContain("default-src 'none'")
  for (const words of ['Nobody is connected', 'Nothing is asked to go wrong', 'None yet']) {
    expect(text).toContain(words)
  }
})

test('who is there, what happened and what goes wrong is shown; whatever they are called, it is text', async () => {
  const sessionId = aSession(sandbox)
  const mia = new WireClient({ sandbox, sessionId, data: HOSTILE })
  await mia.open()
  await mia.enter()
  await mia.ask('create', '/stream/s1', { ...STREAM, name: HOSTILE })
  sandbox.control.faults.add({ target: 'rest', answer: 500, delayMs: 0, match: { path: '<script>' } })
  const { text } = await page()
  for (const words of [sessionId, mia.id, 'streamCreated', 'audio on, video on', '&lt;script&gt;', ESCAPED]) {
    expect(text).toContain(words)
  }
  expect(text).not.toMatch(/<img|<script/i)
  sandbox.control.faults.clear()
})

test('a stream without a name is called so', async () => {
  const theo = new WireClient({ sandbox, sessionId: aSession(sandbox), data: 'theo' })
  await theo.open()
  await theo.enter()
  await theo.ask('create', '/stream/s2', { ...STREAM, name: ' ' })
  const { text } = await page()
  expect(text).toContain('<p>Unnamed stream: audio on')
  expect(text).not.toMatch(/<p>\s*:/)
})

test('no secret is on it', async () => {
  const { text } = await page()
  const { apiSecret, signatureSecret, previousSignatureSecret = '' } = project
  for (const secret of [apiSecret, signatureSecret, previousSignatureSecret, 'hidden', 'user:word']) {
    expect(text).not.toContain(secret)
  }
})

test('a crowd is not shown to its last head', async () => {
  const sessionId = aSession(sandbox)
  for (let index = 0; index < 70; index += 1) {
    const client = new WireClient({ sandbox, sessionId })
    await client.open()
    await client.enter()
  }
  const { text } = await page()
  expect(text).toContain('70 connected')
  expect(text).toContain('and 10 more')
  expect(text.match(/<time>/g)).toHaveLength(50)
})

test('web pages of others do not get to read it', async () => {
  const foreign = await fetch(`${sandbox.apiUrl}/`, { headers: { Origin: 'https://attacker.example' } })
  expect(foreign.status).toBe(403)
  expect((await page()).headers.get('access-control-allow-origin')).toBeNull()
  expect((await fetch(`${sandbox.apiUrl}/`, { method: 'POST' })).status).toBe(404)
})

test('the template escapes what is put in, once, and lists as they are', () => {
  expect(html`<p title="${HOSTILE}">${html`<b>${'<'}</b>`}${[html`<i></i>`, html`1`]}${2}</p>`.text).toBe(
    `<p title="${ESCAPED}"><b>&lt;</b><i></i>12</p>`,
  )
})
