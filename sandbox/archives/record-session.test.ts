import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { InboundMedia, TappedPacket } from '../media/media-server.ts'
import { type Clip, readClip } from '../people/media/clip.ts'
import { limitsSchema } from '../platform/limits.ts'
import { createPlatform, type Platform } from '../platform/platform.ts'
import type { Connection, Session, Stream } from '../platform/session.ts'
import { someTraits } from '../testing/some-traits.ts'
import { testProject } from '../testing/test-project.ts'
import { streamLimits } from './archive.ts'
import { recordSession } from './record-session.ts'

let folder: string
let clip: Clip
let platform: Platform
let session: Session
let listeners: Map<string, (packet: TappedPacket) => void>

const unused = () => {
  throw new Error('no media flows here but what the test sends')
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recorded-'))
  clip = await readClip('mia')
  listeners = new Map()
  platform = createPlatform({
    projects: [testProject()],
    media: { simulcast: false, openInbound: unused, close: async () => undefined },
    limits: limitsSchema.parse({}),
    now: () => new Date(),
    log: () => undefined,
  })
  const identity = platform.identity(testProject().apiKey)
  const found = identity && platform.session(identity.project, platform.createSession(identity, someTraits()))
  if (!found) throw new Error('no session')
  session = found
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const mediaOf = (id: string): InboundMedia => ({
  acceptOffer: unused,
  openOutbound: unused,
  addCandidate: unused,
  requestPicture: () => undefined,
  tap: (listener) => {
    listeners.set(id, listener)
    return () => listeners.delete(id)
  },
  close: () => undefined,
})

const owner = (data: string): Connection => ({
  ...{ id: 'c1', partnerId: testProject().apiKey, data, createdAt: 0, suppressed: false },
  ...{
    permissions: [],
    capabilities: [],
    layoutClassList: [],
    usesMedia: false,
    server: 0,
    tokenMark: '',
    subscriptions: new Map(),
  },
  session,
  link: { deliver: () => undefined, end: () => undefined },
})

const publish = (id: string, kinds: ReadonlyArray<'audio' | 'video'> = ['audio', 'video']): void => {
  const stream: Stream = {
    ...{ id, name: '', createdAt: 0, owner: owner(`p_${id}`), attributes: {}, layoutClassList: [] },
    channels: kinds.map((type) => ({ id: type, type, active: true })),
    ...{
      media: mediaOf(id),
      leg: { state: 'routed', since: 0 },
      peerId: '',
      server: 0,
      subscribers: new Map(),
    },
  }
  session.streams.set(id, stream)
  platform.emit({ event: 'streamCreated', session, stream })
}
const unpublish = (id: string): void => {
  const stream = session.streams.get(id)
  session.streams.delete(id)
  if (stream) platform.emit({ event: 'streamDestroyed', session, stream, reason: 'clientDisconnected' })
}

/** One key frame and one sound of everybody who is listened to. */
const everybodySends = (): void => {
  const { payloads = [] } = clip.frames[0] ?? {}
  for (const send of listeners.values()) {
    for (const [part, payload] of payloads.entries()) {
      const marker = part === payloads.length - 1
      send({ kind: 'video', sequenceNumber: part, timestamp: 0, marker, payload })
    }
    const [payload = Buffer.of()] = clip.audio
    send({ kind: 'audio', sequenceNumber: 0, timestamp: 0, marker: false, payload })
  }
}

const record = (outputMode: 'composed' | 'individual') =>
  recordSession({
    session,
    platform,
    wants: () => ['audio', 'video'],
    limits: streamLimits({ outputMode }),
    prepare: Promise.resolve(folder),
  })

test.each([
  ['composed', 16],
  ['individual', 50],
] as const)(
  'a %s recording has %i pictures and fifty sounds at most; who comes later is left out',
  async (outputMode, pictures) => {
    for (let index = 0; index < 40; index += 1) publish(`s${index}`)
    const recorder = record(outputMode)
    await recorder.ready
    for (let index = 40; index < 60; index += 1) publish(`s${index}`)
    everybodySends()
    const tracks = (await recorder.stop()).flatMap((stream) => stream.tracks)
    const of = (wanted: string) => tracks.filter(({ kind }) => kind === wanted).length
    expect([of('video'), of('audio')]).toEqual([pictures, 50])
  },
)

test('whoever leaves makes room for one who comes', async () => {
  for (let index = 0; index < 16; index += 1) publish(`s${index}`, ['video'])
  const recorder = record('composed')
  await recorder.ready
  everybodySends()
  publish('too many', ['video'])
  unpublish('s0')
  publish('next', ['video'])
  everybodySends()
  const streams = await recorder.stop()
  expect(streams.map(({ streamId }) => streamId)).toEqual(expect.arrayContaining(['s0', 's15', 'next']))
  expect(streams).toHaveLength(17)
})

test('a stream is told with the data of its connection and what its picture shows', async () => {
  const recorder = record('composed')
  await recorder.ready
  publish('mia')
  everybodySends()
  unpublish('mia')
  expect(await recorder.stop()).toMatchObject([
    { streamId: 'mia', connectionData: 'p_mia', videoType: 'camera', tracks: [{}, {}] },
  ])
})

test('what is stopped before it could begin records nothing', async () => {
  publish('mia')
  const recorder = record('composed')
  const stopped = recorder.stop()
  await recorder.ready
  everybodySends()
  expect(await stopped).toEqual([])
})
