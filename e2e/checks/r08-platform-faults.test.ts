import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type Circuit, createCircuit } from '#lib/platform/circuit.ts'
import { parseConnectionId, parseStreamId, type SessionId } from '#lib/platform/ids.ts'
import type { PlatformClient } from '#lib/platform/model.ts'
import { createPlatformClient } from '#lib/platform/platform-client.ts'
import type { RestFault } from '../../sandbox/faults/faults.ts'
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts'
import { testProject } from '../../sandbox/testing/test-project.ts'
import { WireClient } from '../../sandbox/testing/wire-client.ts'

/** R8: whatever the platform does, each call ends as a value within ten seconds, and nothing is done twice unasked. */
const project = testProject()
const projectB = testProject({ name: 'Tutor', apiKey: '9000000000009' })
let sandbox: Sandbox
let sessionId: SessionId
let someone: WireClient
const rejections: unknown[] = []
const noteRejection = (reason: unknown) => rejections.push(reason)

beforeAll(async () => {
  process.on('unhandledRejection', noteRejection)
  sandbox = await startSandbox({ projects: [project, projectB], ffmpeg: false })
  sessionId = must(await client().createSession({ mode: 'routed' }))
  someone = new WireClient({ sandbox, sessionId })
  await someone.open()
  await someone.enter()
})
afterEach(() => sandbox.control.faults.clear())
afterAll(async () => {
  someone.close()
  await sandbox.close()
  process.off('unhandledRejection', noteRejection)
})

function client(
  of = project,
  apiUrl = sandbox.apiUrl,
  circuit: Circuit = createCircuit(Date.now),
): PlatformClient {
  const credentials = { platform: 'opentok', apiKey: of.apiKey, apiSecret: of.apiSecret, apiUrl } as const
  return createPlatformClient(of.name, credentials, circuit)
}

function must<Value>(result: { ok: true; value: Value } | { ok: false; failure: unknown }): Value {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.failure)}`)
  return result.value
}

const answering = (answer: RestFault['answer'], more: Partial<RestFault> = {}) =>
  sandbox.control.faults.add({ target: 'rest', answer, delayMs: 3_000, ...more })

const timed = async <T>(call: () => Promise<T>) => {
  const started = performance.now()
  return { result: await call(), ms: performance.now() - started }
}

describe('a call to a platform in trouble', () => {
  test.each([
    [401, 'bad-credentials'],
    [403, 'bad-credentials'],
    [429, 'too-many'],
    [500, 'unreachable'],
    [503, 'unreachable'],
    ['reset', 'bad-answer'],
    ['badJson', 'bad-answer'],
    ['cut', 'bad-answer'],
  ] as const)('that answers %s ends as %s', async (answer, code) => {
    answering(answer)
    const { result, ms } = await timed(() => client().listStreams(sessionId))
    expect(result).toMatchObject({ ok: false, failure: { code } })
    expect(ms).toBeLessThan(10_000)
  })

  test('that hangs ends as a time-out within ten seconds, read or write', async () => {
    answering('hang')
    const [read, write] = await Promise.all([
      timed(() => client().listStreams(sessionId)),
      timed(() => client().startArchive(sessionId)),
    ])
    expect(read.result).toMatchObject({ failure: { code: 'timeout' } })
    expect(write.result).toMatchObject({ failure: { code: 'timeout' } })
    expect(Math.max(read.ms, write.ms)).toBeLessThan(10_000)
  })

  test('that is only slow is waited for', async () => {
    answering('slow', { delayMs: 1_500 })
    expect(await client().listConnections(sessionId)).toMatchObject({ ok: true, value: [{ id: someone.id }] })
  })

  test('that was there a moment ago and cannot be reached ends as unreachable', async () => {
    const refused = await client(project, `http://127.0.0.1:${await aFreePort()}`).listStreams(sessionId)
    expect(refused).toMatchObject({ failure: { code: 'unreachable' } })
  })
})

describe('asking again', () => {
  test('is done for what may be repeated, when the answer was lost', async () => {
    answering('reset', { times: 2 })
    expect(await client().listConnections(sessionId)).toMatchObject({ ok: true })
  })

  test('is not done for what may not', async () => {
    for (const answer of [500, 'reset', 'cut'] as const) {
      const before = receivedSignals()
      answering(answer, { times: 1, match: { path: 'signal' } })
      const sent = await client().signal(sessionId, { type: 'gavel-warning', data: 'once' })
      expect(sent).toMatchObject({ ok: false })
      expect(receivedSignals()).toBe(before)
      sandbox.control.faults.clear()
    }
  })

  test('after 429 waits as long as the platform says, for whatever was asked', async () => {
    answering(429, { times: 1, retryAfter: 1 })
    const { result, ms } = await timed(() =>
      client().signal(sessionId, { type: 'gavel-warning', data: 'later' }),
    )
    expect(result).toEqual({ ok: true, value: null })
    expect(ms).toBeGreaterThanOrEqual(1_000)
  })

  test('is left to people when the platform wants a longer rest than anybody waits', async () => {
    answering(429, { retryAfter: 60 })
    const { result, ms } = await timed(() => client().listStreams(sessionId))
    expect(result).toMatchObject({ failure: { code: 'too-many', retryAfterSeconds: 60 } })
    expect(ms).toBeLessThan(10_000)
  })

  const receivedSignals = () => someone.all('signal', /.*/).length
})

describe('a call that may have been carried out', () => {
  const streamId = () => must(parseStreamId('s-1111'))

  test('stays in doubt when the circuit refuses what it would ask again', async () => {
    const circuit = createCircuit(() => 0) // it rests for as long as a busy machine takes to ask again
    circuit.failed('timeout')
    answering('hang', { match: { path: 'mute' } })
    const muted = await client(project, sandbox.apiUrl, circuit).muteStream(sessionId, streamId())
    expect(muted).toMatchObject({ ok: false, failure: { code: 'unreachable', inDoubt: true } })
  })

  test('stays in doubt when it is then told that there is nobody', async () => {
    answering('reset', { times: 1, match: { path: 'mute' } })
    const muted = await client().muteStream(sessionId, streamId())
    expect(muted).toMatchObject({ ok: false, failure: { code: 'already-gone', inDoubt: true } })
  })

  test('is not one whose every attempt was refused before anything was sent', async () => {
    const nowhere = client(project, `http://127.0.0.1:${await aFreePort()}`)
    expect(await nowhere.muteStream(sessionId, streamId())).toEqual({
      ok: false,
      failure: { code: 'unreachable' },
    })
  })
})

describe('the circuit', () => {
  test('opens within ten seconds of hanging, and closes by itself when the platform is back', async () => {
    const platform = client()
    answering('hang')
    await platform.listStreams(sessionId)
    const { result, ms } = await timed(() => platform.signal(sessionId, { type: 'gavel-warning', data: 'x' }))
    expect(result).toMatchObject({ failure: { code: 'unreachable' } })
    expect(ms).toBeLessThan(1_000) // it was not asked: that would take its whole time
    sandbox.control.faults.clear()
    const { ms: until } = await timed(() => untilItAnswers(platform))
    expect(until).toBeLessThan(10_000)
  })

  test('of one project leaves another as fast as it was', async () => {
    const [healthy, broken] = [client(projectB), client(project)]
    const other = must(await healthy.createSession({ mode: 'routed' }))
    const calls = async () => {
      const times: number[] = []
      for (let call = 0; call < 40; call++) times.push((await timed(() => healthy.describeSession(other))).ms)
      return times.sort((a, b) => a - b)[20] ?? 0
    }
    await calls() // connections and code are warm after this
    const alone = await calls()
    answering('hang', { match: { path: project.apiKey } })
    const hanging = Array.from({ length: 30 }, () => broken.listStreams(sessionId))
    const beside = await calls()
    await Promise.all(hanging)
    // A queue or a pool shared with the hanging calls would cost seconds; the rest is for what else the machine does.
    expect(beside).toBeLessThan(Math.max(alone * 1.5, alone + 100))
  })

  async function untilItAnswers(platform: PlatformClient): Promise<void> {
    const deadline = performance.now() + 12_000
    while (!(await platform.describeSession(sessionId)).ok)
      if (performance.now() > deadline) throw new Error('the circuit did not close')
  }
})

describe('an answer from somebody who is not the platform', () => {
  let server: Server
  let address = ''
  let seen = 0
  beforeAll(async () => {
    server = createServer((request, response) => {
      seen++
      if (request.url?.includes('/stream')) {
        response.writeHead(200, { 'Content-Type': 'application/json' })
        // Larger than anything the platform says, and without an end.
        const more = () =>
          response.write(' '.repeat(64 * 1024), () => !response.destroyed && setImmediate(more))
        more()
      } else response.writeHead(302, { Location: `${address}/elsewhere` }).end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    // The address of a server that listens on a port is of this shape.
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  })

  test('is not followed elsewhere, where our token would go with it', async () => {
    seen = 0
    expect(await client(project, address).createSession({ mode: 'routed' })).toMatchObject({ ok: false })
    expect(seen).toBe(1)
  })

  test('is not read without end', async () => {
    const before = process.memoryUsage().rss
    expect(await client(project, address).listStreams(sessionId)).toMatchObject({
      failure: { code: 'bad-answer' },
    })
    expect(process.memoryUsage().rss - before).toBeLessThan(120e6)
  })
})

test('a platform that breaks off never raises an unhandled rejection', async () => {
  const connectionId = must(parseConnectionId('c-1111'))
  for (const answer of ['reset', 'cut', 'badJson', 500] as const) {
    answering(answer)
    const platform = client()
    await platform.disconnect(sessionId, connectionId)
    await platform.muteAll(sessionId, { active: true, excludedStreamIds: [] })
    sandbox.control.faults.clear()
  }
  await new Promise((resolve) => setImmediate(resolve))
  expect(rejections).toEqual([])
})

async function aFreePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // as above
  await new Promise((resolve) => server.close(resolve))
  return port
}
