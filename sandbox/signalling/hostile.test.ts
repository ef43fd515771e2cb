/**
 * A client that keeps to nothing: bytes that are no frames, frames that are no messages, messages about what is
 * not its own, forged senders, transactions said again, other people's sockets. Who is in the same session
 * notices none of it. A failure prints the seed and the shortest list of deeds that brings it about.
 */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../conformance/eventually.ts'
import { encodeFrame, FRAME_TYPE, type FrameType } from '../rumor/frame.ts'
import { type Sandbox, startSandbox } from '../sandbox.ts'
import { aSession } from '../testing/rest-client.ts'
import { testProject } from '../testing/test-project.ts'
import { STREAM, WireClient } from '../testing/wire-client.ts'

const patience = { enterWithinMs: 500, reconnectGraceMs: 300, silenceMs: 20_000 }
const logged: string[] = []
let sandbox: Sandbox
let sessionId = ''
let mia: WireClient
let ben: WireClient
beforeAll(async () => {
  sandbox = await startSandbox({ projects: [testProject()], patience, log: (line) => logged.push(line) })
  sessionId = aSession(sandbox)
  mia = await enter('moderator')
  ben = await enter('publisher')
  await mia.ask('create', '/stream/s1', STREAM)
  await ben.ask('create', '/stream/s1/subscriber/u1')
})
afterAll(() => sandbox.close())

const enter = async (role: 'moderator' | 'publisher' | 'subscriber', of = sessionId) => {
  const client = new WireClient({ sandbox, sessionId: of, role })
  await client.open()
  expect(await client.enter()).toMatchObject({ status: 200 })
  return client
}

type Deed =
  | { kind: 'bytes'; bytes: Uint8Array }
  | { kind: 'damaged'; cut: number; flip: number }
  | { kind: 'frame'; type: FrameType; headers: Record<string, string>; address: string; body: string }
  | { kind: 'message'; method: string; tail: string; content: unknown; abroad: boolean; forged: number }
  | { kind: 'socket'; socketId: number; reconnect: boolean }

/** Stands for whatever the real one is called: IDs are known only while it runs. */
const MIA = 'MIA-ID'
const HOSTILE_IDS = ['s1', 'u1', MIA, 'own', 'gone', '..', 'a/b', '%2e', '__proto__', '', 'x'.repeat(200)]
const id = fc.constantFrom(...HOSTILE_IDS)
const tail = fc.oneof(
  fc.constantFrom('', '/', '/stream', '/migrate', '/notification', '/stream/s1/source/P2P'),
  fc.tuple(fc.constantFrom('/stream/', '/connection/', '/signal/', '/archive/'), id).map((p) => p.join('')),
  fc.tuple(id, id).map(([one, two]) => `/stream/${one}/subscriber/${two}`),
  fc.tuple(id, id).map(([one, two]) => `/stream/${one}/channel/${two}`),
  fc.tuple(id, id, id).map(([one, two, three]) => `/stream/${one}/subscriber/${two}/channel/${three}`),
  fc.tuple(id, id).map(([one, two]) => `/connection/${one}/signal/${two}`),
)
const method = fc.constantFrom(
  ...['create', 'delete', 'update', 'updated', 'deleted', 'created', 'signal', 'read', 'data', 'migrate'],
  ...['offer', 'answer', 'pranswer', 'candidate', 'generateoffer', '__proto__', '', 'x'.repeat(100)],
)
const content = fc.oneof(
  fc.constant(STREAM),
  fc.constantFrom<unknown>(null, [], '', 0, { reason: 'mute', active: true, exclusion: ['s1'] }),
  fc.constantFrom<unknown>(
    { active: false },
    { sdp: 'v=0' },
    { candidate: 'c', sdpMid: '0' },
    { type: 'chat' },
  ),
  fc.constantFrom<unknown>({ sourceStreamId: 'P2P', sdp: 'v=0' }, { fromConnection: { id: MIA } }),
  fc.jsonValue({ maxDepth: 4 }),
)
/** What would do harm if it were let through. */
const harmful = fc.constantFrom<[string, string, unknown]>(
  ['delete', '/stream/s1', {}],
  ['delete', '/stream/s1', { sourceStreamId: 'P2P' }],
  ['delete', `/connection/${MIA}`, {}],
  ['delete', '/stream/s1/subscriber/u1', {}],
  ['create', '/stream/s1', STREAM],
  ['create', `/connection/${MIA}`, {}],
  ['create', '/stream/s1/subscriber/u1', {}],
  ['update', '', { reason: 'mute', active: true, exclusion: [] }],
  ['update', '/stream/s1', { reason: 'mute', active: true }],
  ['update', '/stream/s1/channel/audio1', { active: false }],
  ['update', '/stream/s1/subscriber/u1/channel/video1', { active: false }],
  ['offer', '/stream/s1', { sdp: 'v=0' }],
  ['answer', '/stream/s1/subscriber/u1', { sdp: 'v=0' }],
  ['candidate', '/stream/s1/subscriber/u1', { candidate: 'c', sdpMid: '0' }],
  ['signal', '/signal/lie', { data: 'x', fromConnection: { id: MIA } }],
  ['signal', `/connection/${MIA}/signal/lie`, { data: 'x' }],
)
const headers = fc.dictionary(
  fc.constantFrom(
    'TRANSACTION-ID',
    'X-TB-FROM-ADDRESS',
    'X-TB-TOKEN-AUTH',
    'STATUS',
    'reconnect',
    '__proto__',
  ),
  fc.constantFrom('', 'same', MIA, '1', '200', 'x'.repeat(10_000)),
)
const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({ kind: fc.constant('bytes' as const), bytes: fc.uint8Array({ maxLength: 300 }) }),
  fc.record({ kind: fc.constant('damaged' as const), cut: fc.nat(120), flip: fc.nat(120) }),
  fc.record({
    ...{ kind: fc.constant('frame' as const), type: fc.constantFrom(...Object.values(FRAME_TYPE)), headers },
    ...{ address: id, body: fc.oneof(fc.string(), fc.constantFrom('[', '['.repeat(50_000), '{"method":')) },
  }),
  fc.record({ kind: fc.constant('socket' as const), socketId: fc.nat(3), reconnect: fc.boolean() }),
  {
    weight: 6,
    arbitrary: fc
      .record({ what: harmful, abroad: fc.boolean(), forged: fc.nat(3) })
      .map(({ what: [method, tail, content], abroad, forged }) => {
        return { kind: 'message' as const, method, tail, content, abroad, forged }
      }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      ...{ kind: fc.constant('message' as const), method, tail, content, abroad: fc.boolean() },
      forged: fc.nat(3),
    }),
  },
)

const named = (text: string, client: WireClient): string =>
  text.replaceAll(MIA, mia.id).replaceAll('own', client.id)

const damage = (client: WireClient, { cut, flip }: Extract<Deed, { kind: 'damaged' }>): Buffer => {
  const body = JSON.stringify({ method: 'delete', uri: `${client.prefix}/connection/${mia.id}`, content: {} })
  const bytes = encodeFrame({ type: FRAME_TYPE.message, addresses: ['a'], headers: { a: 'b' }, body })
  if (flip > 0) bytes[flip % bytes.length] = (bytes[flip % bytes.length] ?? 0) ^ 0xff
  return bytes.subarray(0, bytes.length - cut)
}

const message = (
  client: WireClient,
  { method, tail, content, abroad, forged }: Deed & { kind: 'message' },
) => {
  const uri = `${abroad ? mia.prefix : client.prefix}${named(tail, client)}`
  const from = [client.id, mia.id, '', 'symphony.sandbox'][forged] ?? ''
  client.send({
    type: FRAME_TYPE.message,
    addresses: [forged === 1 ? mia.prefix : 'symphony.sandbox'],
    headers: { 'TRANSACTION-ID': `${uri}${method}`, 'X-TB-FROM-ADDRESS': from },
    body: named(JSON.stringify({ method, uri, content }), client),
  })
}

/** A second socket: under an ID of its own, under the connection ID of Mia, or under none. */
const socket = async (client: WireClient, { socketId, reconnect }: Deed & { kind: 'socket' }) => {
  const ids = [client.id, mia.id, '', '../../../x']
  const query: Record<string, string> = reconnect ? { reconnect: 'true' } : {}
  const other = new WireClient({ sandbox, sessionId, socketId: ids[socketId] ?? '' })
  await other.open(query)
  other.send({ type: FRAME_TYPE.connect })
  void other.ask('delete', `/connection/${mia.id}`)
  void other.ask('update', '', { reason: 'mute', active: true })
  other.cut()
}

const does = async (client: WireClient, deed: Deed): Promise<void> => {
  if (deed.kind === 'bytes') client.sendRaw(Buffer.from(deed.bytes))
  else if (deed.kind === 'damaged') client.sendRaw(damage(client, deed))
  else if (deed.kind === 'message') message(client, deed)
  else if (deed.kind === 'socket') await socket(client, deed)
  else {
    const { type, headers, address, body } = deed
    const told = Object.fromEntries(
      Object.entries(headers).map(([key, value]) => [key, named(value, client)]),
    )
    client.sendRaw(encodeFrame({ type, addresses: [address], headers: told, body }))
  }
}

/** What was sent has been read when the answer to a ping is there, or the line is closed. */
const settled = async (client: WireClient): Promise<void> => {
  const before = client.pongs
  client.send({ type: FRAME_TYPE.ping })
  await eventually(() => client.pongs > before || client.closedWith !== null || 'neither answered nor closed')
}

let count = 0
const checkVictim = (victim: WireClient): void => {
  expect(victim.closedWith).toBeNull()
  expect(victim.all('deleted', /s1$/)).toEqual([])
  expect(victim.all('deleted', new RegExp(`${mia.id}|${ben.id}`))).toEqual([])
  expect([...victim.all('update', /./), ...victim.all('update', '')]).toEqual([])
  expect(victim.all('updated', /s1/)).toEqual([])
  expect(victim.all('offer', /./)).toEqual([])
  expect([...victim.all('answer', /u1$/), ...victim.all('candidate', /u1$/)]).toEqual([])
  expect(victim.all('signal', /./).filter(({ from }) => from !== mia.id)).toEqual([])
}

const nobodyNoticed = async (): Promise<void> => {
  count += 1
  try {
    expect(await mia.ask('signal', `/signal/n${count}`)).toMatchObject({ status: 200 })
    await eventually(() => ben.all('signal', `/signal/n${count}`).length === 1 || 'the signal did not come')
    for (const victim of [mia, ben]) checkVictim(victim)
  } finally {
    // The next list of deeds, a shorter one perhaps, is judged by what it does itself.
    mia.heard.length = 0
    ben.heard.length = 0
  }
}

const rude = (role: 'subscriber' | 'moderator', of: () => string) =>
  fc.asyncProperty(fc.array(deed, { minLength: 1, maxLength: 15 }), async (deeds) => {
    const client = await enter(role, of())
    for (const one of deeds) await does(client, one)
    await settled(client)
    client.close()
    await nobodyNoticed()
  })

test('a subscriber of the same session disturbs nobody', async () => {
  await fc.assert(
    rude('subscriber', () => sessionId),
    { numRuns: 80 },
  )
}, 60_000)

test('a moderator of another session disturbs nobody', async () => {
  const other = aSession(sandbox)
  await fc.assert(
    rude('moderator', () => other),
    { numRuns: 80 },
  )
}, 60_000)

test('nothing of it stays: no line, no stream, no subscriber, no error that nobody expected', async () => {
  await eventually(() => sandbox.control.lines() === 2 || `${sandbox.control.lines()} lines`)
  const live = [...sandbox.control.platform.sessions()].filter(({ connections }) => connections.size > 0)
  const [session] = live
  expect(live.map(({ id }) => id)).toEqual([sessionId])
  expect(session?.streams.size).toBe(1)
  expect([...(session?.streams.get('s1')?.subscribers.keys() ?? [])]).toEqual(['u1'])
  expect(logged.filter((line) => /a message failed|RangeError|TypeError/.test(line))).toEqual([])
})
