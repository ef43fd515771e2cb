import { z } from 'zod'
import type { Platform } from '../platform/platform.ts'
import type { Connection, Session, Stream } from '../platform/session.ts'
import { announce } from './announce.ts'
import { jsonLength } from './json-length.ts'
import { type Reply, refused } from './link.ts'
import { isLeftBehind, retire } from './move.ts'
import { streamView } from './views.ts'

export const ROUTED_SOURCE = 'MANTIS'
export const RELAYED_SOURCE = 'P2P'

/** By this a page that moves knows a stream that has moved. */
const ON_SERVER = { sourceStreamId: ROUTED_SOURCE }

const channelSchema = z
  .looseObject({
    id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
    type: z.enum(['audio', 'video', 'data']),
    active: z.boolean(),
  })
  .refine((channel) => jsonLength(channel) <= 1_000, 'a channel is at most 1000 characters')

const streamSchema = z
  .looseObject({
    name: z.string().max(1_000).nullish(),
    channel: z.array(channelSchema).max(8),
    customProperties: z
      .looseObject({})
      .refine(
        (properties) => jsonLength(properties) <= 1_000,
        'custom properties are at most 1000 characters',
      )
      .nullish(),
    e2ee: z.boolean().nullish(),
  })
  .refine((content) => jsonLength(content) <= 20_000, 'a stream is at most 20000 characters')

const REPLY_BODY = JSON.stringify({ content: { iceServers: [] } })
export const mediaReply: Reply = { status: 200, body: REPLY_BODY }

/** The words by which the page knows these two. The first becomes 1605 for who subscribes. */
export const streamLimitExceeded: Reply = refused(409, 'streamLimitExceeded')
export const incompatibleEncryption: Reply = refused(405, 'IncompatibleEncryptionSettings')

/** In an encrypted session nobody publishes or watches without the encryption. */
export const fitsEncryption = (session: Session, e2ee: boolean | null | undefined): boolean =>
  !session.e2ee || e2ee === true

/** In a routed session the server receives the stream, so it asks for an offer at once. */
const receiveRouted = (platform: Platform, stream: Stream): void => {
  const { owner, peerId } = stream
  const tail = `/stream/${stream.id}`
  const about = { peerId, sourceStreamId: ROUTED_SOURCE }
  stream.media = platform.media.openInbound({
    onCandidate: (candidate) =>
      owner.link.deliver({ method: 'candidate', tail, content: { ...candidate, ...about } }),
  })
  owner.link.deliver({
    method: 'generateoffer',
    tail,
    content: { ...about, simulcastEnabled: platform.media.simulcast },
  })
}

/** The same stream on the session's next server. Only who is there already is told, and watches it anew. */
const moveStream = (platform: Platform, stream: Stream): Reply => {
  const { session, server } = stream.owner
  stream.server = server
  if (session.mode === 'relayed') return mediaReply
  const former = stream.media
  Object.assign(stream, { peerId: platform.newId(), attributes: { ...stream.attributes, ...ON_SERVER } })
  receiveRouted(platform, stream)
  retire(former)
  announce(
    session,
    { method: 'created', tail: `/stream/${stream.id}`, content: streamView(stream) },
    (connection) => connection.server === server,
  )
  return mediaReply
}

const newStream = (
  platform: Platform,
  owner: Connection,
  id: string,
  { name, channel, ...attributes }: z.infer<typeof streamSchema>,
): Stream => ({
  id,
  name: name ?? '',
  createdAt: platform.now().getTime(),
  owner,
  channels: channel,
  attributes,
  layoutClassList: [...owner.layoutClassList],
  server: owner.server,
  media: null,
  leg: { state: 'routed', since: performance.now() },
  peerId: platform.newId(),
  subscribers: new Map(),
})

/** A client publishes; everyone is told, and the media is fetched where the session is routed. */
export const publishStream = (
  platform: Platform,
  owner: Connection,
  streamId: string,
  content: unknown,
): Reply => {
  const { session } = owner
  if (!owner.permissions.includes('publish')) return { status: 403 }
  const parsed = streamSchema.safeParse(content)
  if (!parsed.success) return { status: 400 }
  if (!fitsEncryption(session, parsed.data.e2ee)) return incompatibleEncryption
  const known = session.streams.get(streamId)
  if (known) return isLeftBehind(known, owner, session) ? moveStream(platform, known) : { status: 409 }
  const own = [...session.streams.values()].filter((stream) => stream.owner === owner).length
  const { limits } = platform
  if (own >= limits.streamsOfOne || session.streams.size >= limits.streams) return streamLimitExceeded
  const stream = newStream(platform, owner, streamId, parsed.data)
  session.streams.set(streamId, stream)
  owner.usesMedia = true
  if (session.mode !== 'relayed') receiveRouted(platform, stream)
  announce(session, { method: 'created', tail: `/stream/${streamId}`, content: streamView(stream) })
  platform.emit({ event: 'streamCreated', session, stream })
  return mediaReply
}
