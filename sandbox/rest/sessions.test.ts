import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '../sandbox.ts'
import { aSession, callRest, openTokKey } from '../testing/rest-client.ts'
import { testProject } from '../testing/test-project.ts'
import { mintSessionToken } from '../tokens/mint-token.ts'

const project = testProject()
let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ projects: [project] })
})
afterAll(() => sandbox.close())

const call = (method: string, path: string, request = {}) => callRest(sandbox, method, path, request)

describe('creating a session', () => {
  test('takes a form and answers JSON when asked for, XML otherwise', async () => {
    const json = await call('POST', '/session/create', { form: { 'p2p.preference': 'disabled' } })
    expect(json.body).toMatchObject([
      { session_id: expect.stringMatching(/^1_/), partner_id: project.apiKey },
    ])
    const xml = await call('POST', '/session/create', { headers: { Accept: '*/*' } })
    expect(xml.headers.get('content-type')).toBe('application/xml')
    expect(xml.body).toMatch(/<sessions><Session><session_id>1_[^<]+<\/session_id>/)
  })

  test.each([
    [{ 'p2p.preference': 'maybe' }],
    [{ archiveMode: 'always' }],
    [{ location: 'here' }],
    [{ archiveName: 'x'.repeat(81) }],
    [{ archiveResolution: '1x1' }],
    [{ archiveMode: 'always', 'p2p.preference': 'disabled', e2ee: 'true' }],
  ])('refuses %j', async (form) => {
    expect(await call('POST', '/session/create', { form })).toMatchObject({ status: 400, body: { code: -1 } })
  })

  test('keeps how it was asked for in the ID', async () => {
    const asked = {
      ...{ archiveMode: 'always', 'p2p.preference': 'disabled', location: '10.1.2.3' },
      ...{ archiveName: 'evening', archiveResolution: '1280x720' },
    }
    const { body } = await call('POST', '/session/create', { form: asked })
    const id = JSON.stringify(body).match(/"session_id":"([^"]+)"/)?.[1] ?? ''
    expect(sandbox.control.platform.session(project, id)).toMatchObject({
      ...{ mode: 'routed', archiveMode: 'always', location: '10.1.2.3' },
      ...{ archiveName: 'evening', archiveResolution: '1280x720' },
    })
  })

  test('refuses a JSON body, which the platform would not read', async () => {
    expect(await call('POST', '/session/create', { body: { archiveMode: 'manual' } })).toMatchObject({
      status: 400,
    })
  })
})

describe('session information', () => {
  test('answers errors with status 200 in an array, as the browser SDK expects', async () => {
    const response = await fetch(`${sandbox.apiUrl}/session/1_nothing?extended=true`)
    expect(response.status).toBe(200)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(await response.json()).toMatchObject([{ error: { code: 404 } }])
    for (const [mode, value] of [
      ['routed', 'disabled'],
      ['relayed', 'enabled'],
      ['adaptive', 'adaptive'],
    ] as const) {
      const id = aSession(sandbox, mode)
      const token = await mintSessionToken(
        openTokKey(project),
        { sessionId: id, role: 'subscriber' },
        new Date(),
      )
      const info = await fetch(`${sandbox.apiUrl}/session/${id}`, { headers: { 'X-OPENTOK-AUTH': token } })
      expect(await info.json()).toMatchObject([{ properties: { p2p: { preference: { value } } } }])
    }
    const noToken = await fetch(`${sandbox.apiUrl}/session/${aSession(sandbox)}`)
    expect(await noToken.json()).toMatchObject([{ error: { code: 403 } }])
  })
})
