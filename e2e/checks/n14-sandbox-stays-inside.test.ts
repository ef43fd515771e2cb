import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readEnv } from '#lib/system/env.ts'
import { readOptions } from '../../sandbox/options.ts'
import { projectSchema } from '../../sandbox/platform/project.ts'
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts'
import { aSession } from '../../sandbox/testing/rest-client.ts'
import { testProject } from '../../sandbox/testing/test-project.ts'
import { STREAM, WireClient } from '../../sandbox/testing/wire-client.ts'
import { mintRestToken } from '../../sandbox/tokens/mint-token.ts'
import { readStartSettings } from '../../scripts/start/settings.ts'

/** N14: the sandbox is for whoever sits at this machine, and never takes the place of the platform unasked. */
let sandbox: Sandbox

beforeAll(async () => {
  sandbox = await startSandbox({ projects: [testProject()], ffmpeg: false })
})
afterAll(() => sandbox.close())

/** Whether somebody at another of the machine's addresses gets through to it. */
function reaches(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port: Number(new URL(sandbox.apiUrl).port) })
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.setTimeout(2_000, () => resolve(false)).once('close', () => socket.destroy())
    socket.once('connect', () => socket.destroy())
  })
}

test('it is reached by the loopback address and by no other', async () => {
  const others = Object.entries(networkInterfaces()).flatMap(([name, found]) =>
    (found ?? [])
      .filter(({ internal }) => !internal)
      .map(({ address }) => (address.startsWith('fe80:') ? `${address}%${name}` : address)),
  )
  expect(await reaches('127.0.0.1')).toBe(true)
  for (const address of ['127.0.0.2', '::1', ...others])
    expect([address, await reaches(address)]).toEqual([address, false])
})

describe('it listens', () => {
  test.each([[[]], [['--host', '127.0.0.1']], [['--host', '::1']], [['--host', 'localhost']]])(
    'on loopback by %j',
    async (args) => {
      expect((await readOptions(args)).ok).toBe(true)
    },
  )

  test.each(['0.0.0.0', '::', '192.168.1.2', 'sandbox.northlight.example', '127.0.0.1.evil.example'])(
    'on %s only by a word of its own',
    async (host) => {
      expect(await readOptions(['--host', host])).toMatchObject({
        ok: false,
        error: expect.stringContaining('--public'),
      })
      expect((await readOptions(['--host', host, '--public'])).ok).toBe(true)
    },
  )
})

describe('a project of the real platform', () => {
  test.each(['4711', '45678901'])('is not taken with its key %s', (apiKey) => {
    expect(projectSchema.safeParse(testProject({ apiKey })).success).toBe(false)
  })

  test('finds nobody here who knows it', async () => {
    const key = { kind: 'opentok', apiKey: '45678901', apiSecret: 'a secret of the real platform' } as const
    const headers = { 'X-OPENTOK-AUTH': await mintRestToken(key, new Date()) }
    for (const path of ['/v2/project/45678901/archive', '/v2/project/9000000000001/archive'])
      expect([path, (await fetch(`${sandbox.apiUrl}${path}`, { headers })).status]).toEqual([path, 403])
  })
})

test('production uses it only when told to', () => {
  const given = {
    GAVEL_ENV: 'production',
    GAVEL_URL: 'https://moderation.northlight.example',
    GAVEL_SECRET: 'rBx4mJc0WqT7fYpZ2nVhKdLsEgUoAi93',
    GAVEL_MASTER_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
    DATABASE_URL: 'postgresql://db.northlight.example/gavel',
    GAVEL_SANDBOX_API_URL: 'http://127.0.0.1:4000',
  }
  expect(readEnv(given)).toMatchObject({ ok: false, failure: [expect.stringContaining('GAVEL_SANDBOX=on')] })
  expect(readEnv({ ...given, GAVEL_SANDBOX: 'on' }).ok).toBe(true)
  expect(readStartSettings({ OPENTOK_API_KEY: '45678901' }, '/').sandbox).toBe(false)
})

describe('a subscriber asks by a frame of their own making', () => {
  type Deed = (subscriber: WireClient, victim: WireClient) => Promise<{ status: number }>
  const deeds: [string, Deed][] = [
    ['to publish', (own) => own.ask('create', '/stream/own', STREAM)],
    ['to mute somebody', (own) => own.ask('update', '/stream/victim', { reason: 'mute', active: true })],
    ['to mute everybody', (own) => own.ask('update', '', { reason: 'mute', active: true })],
    [
      'to switch off a camera',
      (own) => own.ask('update', '/stream/victim/channel/video1', { active: false }),
    ],
    ['to unpublish somebody', (own) => own.ask('delete', '/stream/victim')],
    ['to disconnect somebody', (own, victim) => own.ask('delete', `/connection/${victim.id}`)],
  ]

  test.each(deeds)('%s, and is refused each time', async (_what, deed) => {
    const sessionId = aSession(sandbox)
    const victim = new WireClient({ sandbox, sessionId, role: 'publisher' })
    const subscriber = new WireClient({ sandbox, sessionId, role: 'subscriber' })
    for (const client of [victim, subscriber]) {
      await client.open()
      await client.enter()
    }
    await victim.ask('create', '/stream/victim', STREAM)
    for (let time = 0; time < 3; time++) expect(await deed(subscriber, victim)).toMatchObject({ status: 403 })
    expect(victim.closedWith).toBeNull()
    subscriber.close()
    victim.close()
  })
})
