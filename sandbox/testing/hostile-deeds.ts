/** What a client that keeps to nothing may do, as fast-check draws it, and how it is done. */
import fc from 'fast-check'
import { encodeFrame, FRAME_TYPE, type FrameType } from '../rumor/frame.ts'
import type { Sandbox } from '../sandbox.ts'
import { STREAM, WireClient } from './wire-client.ts'

/** Who does it, to whom, in which session. */
export type Scene = { sandbox: Sandbox; sessionId: string; client: WireClient; victim: WireClient }

export type Deed =
  | { kind: 'bytes'; bytes: Uint8Array }
  | { kind: 'damaged'; cut: number; flip: number }
  | { kind: 'frame'; type: FrameType; headers: Record<string, string>; address: string; body: string }
  | { kind: 'message'; method: string; tail: string; content: unknown; abroad: boolean; forged: number }
  | { kind: 'socket'; socketId: number; reconnect: boolean }

/** Stands for whatever the real one is called: IDs are known only while it runs. */
const VICTIM = 'THE-VICTIM'
const HOSTILE_IDS = ['s1', 'u1', VICTIM, 'own', 'gone', '..', 'a/b', '%2e', '__proto__', '', 'x'.repeat(200)]
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
  fc.constantFrom<unknown>({ sourceStreamId: 'P2P', sdp: 'v=0' }, { fromConnection: { id: VICTIM } }),
  fc.jsonValue({ maxDepth: 4 }),
)
/** What would do harm if it were let through. */
const harmful = fc.constantFrom<[string, string, unknown]>(
  ['delete', '/stream/s1', {}],
  ['delete', '/stream/s1', { sourceStreamId: 'P2P' }],
  ['delete', `/connection/${VICTIM}`, {}],
  ['delete', '/stream/s1/subscriber/u1', {}],
  ['create', '/stream/s1', STREAM],
  ['create', `/connection/${VICTIM}`, {}],
  ['create', '/stream/s1/subscriber/u1', {}],
  ['update', '', { reason: 'mute', active: true, exclusion: [] }],
  ['update', '/stream/s1', { reason: 'mute', active: true }],
  ['update', '/stream/s1/channel/audio1', { active: false }],
  ['update', '/stream/s1/subscriber/u1/channel/video1', { active: false }],
  ['offer', '/stream/s1', { sdp: 'v=0' }],
  ['answer', '/stream/s1/subscriber/u1', { sdp: 'v=0' }],
  ['candidate', '/stream/s1/subscriber/u1', { candidate: 'c', sdpMid: '0' }],
  ['signal', '/signal/lie', { data: 'x', fromConnection: { id: VICTIM } }],
  ['signal', `/connection/${VICTIM}/signal/lie`, { data: 'x' }],
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
  fc.constantFrom('', 'same', VICTIM, '1', '200', 'x'.repeat(10_000)),
)
export const anyDeed: fc.Arbitrary<Deed> = fc.oneof(
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

const named = (text: string, { client, victim }: Scene): string =>
  text.replaceAll(VICTIM, victim.id).replaceAll('own', client.id)

const damage = ({ client, victim }: Scene, { cut, flip }: Extract<Deed, { kind: 'damaged' }>): Buffer => {
  const body = JSON.stringify({
    method: 'delete',
    uri: `${client.prefix}/connection/${victim.id}`,
    content: {},
  })
  const bytes = encodeFrame({ type: FRAME_TYPE.message, addresses: ['a'], headers: { a: 'b' }, body })
  if (flip > 0) bytes[flip % bytes.length] = (bytes[flip % bytes.length] ?? 0) ^ 0xff
  return bytes.subarray(0, bytes.length - cut)
}

const message = (scene: Scene, { method, tail, content, abroad, forged }: Deed & { kind: 'message' }) => {
  const { client, victim } = scene
  const uri = `${abroad ? victim.prefix : client.prefix}${named(tail, scene)}`
  const from = [client.id, victim.id, '', 'symphony.sandbox'][forged] ?? ''
  client.send({
    type: FRAME_TYPE.message,
    addresses: [forged === 1 ? victim.prefix : 'symphony.sandbox'],
    headers: { 'TRANSACTION-ID': `${uri}${method}`, 'X-TB-FROM-ADDRESS': from },
    body: named(JSON.stringify({ method, uri, content }), scene),
  })
}

/** A second socket: under an ID of its own, under the connection ID of the victim, or under none. */
const socket = async (
  { client, victim, sandbox, sessionId }: Scene,
  { socketId, reconnect }: Deed & { kind: 'socket' },
) => {
  const ids = [client.id, victim.id, '', '../../../x']
  const query: Record<string, string> = reconnect ? { reconnect: 'true' } : {}
  const other = new WireClient({ sandbox, sessionId, socketId: ids[socketId] ?? '' })
  await other.open(query)
  other.send({ type: FRAME_TYPE.connect })
  void other.ask('delete', `/connection/${victim.id}`)
  void other.ask('update', '', { reason: 'mute', active: true })
  other.cut()
}

/** Does it, without waiting for an answer: there may be none. */
export const doDeed = async (scene: Scene, deed: Deed): Promise<void> => {
  if (deed.kind === 'bytes') scene.client.sendRaw(Buffer.from(deed.bytes))
  else if (deed.kind === 'damaged') scene.client.sendRaw(damage(scene, deed))
  else if (deed.kind === 'message') message(scene, deed)
  else if (deed.kind === 'socket') await socket(scene, deed)
  else {
    const { type, headers, address, body } = deed
    const told = Object.fromEntries(Object.entries(headers).map(([key, value]) => [key, named(value, scene)]))
    scene.client.sendRaw(encodeFrame({ type, addresses: [address], headers: told, body }))
  }
}
