import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '../sandbox.ts'
import { aSession } from '../testing/rest-client.ts'
import { testProject } from '../testing/test-project.ts'
import { STREAM, WireClient } from '../testing/wire-client.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ projects: [testProject()] })
})
afterAll(() => sandbox.close())

const control = async (method: string, name: string, body?: unknown) => {
  const response = await fetch(`${sandbox.apiUrl}/_sandbox/${name}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, body: text === '' ? null : JSON.parse(text) }
}

test('state says what is live, and no secret', async () => {
  const sessionId = aSession(sandbox)
  const mia = new WireClient({ sandbox, sessionId, data: 'p_mia' })
  await mia.open()
  await mia.enter()
  await mia.ask('create', '/stream/s1', STREAM)
  const { body } = await control('GET', 'state')
  expect(body.projects[0].sessions).toMatchObject([
    { id: sessionId, mode: 'relayed', connections: [{ id: mia.id, data: 'p_mia' }], streams: [{ id: 's1' }] },
  ])
  const { apiSecret, signatureSecret } = testProject()
  expect(JSON.stringify(body)).not.toContain(apiSecret)
  expect(JSON.stringify(body)).not.toContain(signatureSecret)
})

test('faults are set, listed and taken away; nonsense is refused', async () => {
  const added = await control('POST', 'faults', { target: 'rest', answer: 500 })
  expect(added).toMatchObject({ status: 201 })
  expect((await control('GET', 'faults')).body).toMatchObject([{ target: 'rest', answer: 500, served: 0 }])
  expect(await control('DELETE', `faults/${added.body.id}`)).toMatchObject({ status: 204 })
  expect(await control('DELETE', `faults/${added.body.id}`)).toMatchObject({ status: 404 })
  await control('POST', 'faults', { target: 'clock', offsetMs: 1 })
  expect(await control('DELETE', 'faults')).toMatchObject({ status: 204 })
  expect((await control('GET', 'faults')).body).toEqual([])
  for (const bad of [
    { target: 'rest', answer: 200 },
    { target: 'rest', answer: 500, match: { path: '(' } },
    {},
  ]) {
    expect(await control('POST', 'faults', bad)).toMatchObject({ status: 400 })
  }
})

test('a cue without people is refused, and the cast is empty', async () => {
  expect(await control('POST', 'cue', { name: 'misbehave' })).toMatchObject({ status: 409 })
  expect((await control('GET', 'cast')).body).toEqual({ sessions: [], people: [] })
})

const statusWith = (headers: Record<string, string>): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const asked = request(`${sandbox.apiUrl}/_sandbox/state`, { headers }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    asked.on('error', reject).end()
  })

test('a web page may not control it: neither from another origin nor by a name that points here', async () => {
  expect(await statusWith({})).toBe(200)
  expect(await statusWith({ Origin: 'http://localhost:3000' })).toBe(403)
  expect(await statusWith({ Host: 'attacker.example' })).toBe(403)
})
