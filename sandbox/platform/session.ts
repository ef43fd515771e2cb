import type { InboundMedia, MediaKind, MediaWish, OutboundMedia } from '../media/media-server.ts'
import type { SessionTraits } from '../tokens/session-id.ts'
import type { Permission } from './permission.ts'
import type { Project } from './project.ts'

/** What the platform says to one client: a raptor message without the session's own prefix. */
export type ClientMessage = {
  method: string
  /** What follows `/v2/partner/{key}/session/{id}`. */
  tail: string
  content: unknown
  reason?: string
  /** The connection that caused it; the platform itself when absent, nobody (a signal by REST) when ''. */
  from?: string
}

/** The way to a client, whichever socket it uses at the moment. */
export type ClientLink = {
  deliver: (message: ClientMessage) => void
  /** Closes after what was delivered had time to arrive. */
  end: () => void
}

export type Connection = {
  id: string
  /** The name under which this client knows the project: API key or application ID. */
  partnerId: string
  data: string
  createdAt: number
  permissions: readonly Permission[]
  capabilities: readonly string[]
  /** The token's, for the streams it will publish. */
  layoutClassList: readonly string[]
  /** Asked not to be told of other connections. */
  suppressed: boolean
  session: Session
  link: ClientLink
  /** On which of the session's servers it is. */
  server: number
  /** Proves that a second line is the same client's. */
  tokenMark: string
  /** It has published or subscribed, so that it is not idle. */
  usesMedia: boolean
  /** What it watches. */
  subscriptions: Map<Subscriber, Stream>
}

export type Channel = { id: string; type: MediaKind | 'data'; active: boolean } & Record<string, unknown>

export type Subscriber = {
  id: string
  owner: Connection
  peerId: string
  server: number
  /** What it wants of the stream, kept for whichever line carries it next. */
  wish: MediaWish
  /** By the media server; not in a relayed session. */
  media: OutboundMedia | null
  /** When it answered the media server's offer, by the monotonic clock. */
  answeredAt: number | null
  /** Of the relayed leg beside the routed one, in an adaptive session. */
  relayedPeerId: string | null
}

/** How far a stream of an adaptive session is on its way between the media server and the direct line. */
export type Leg = { state: 'routed' | 'asked' | 'relayed' | 'leaving'; since: number }

export type Stream = {
  id: string
  name: string
  createdAt: number
  owner: Connection
  channels: Channel[]
  /** Whatever else the publisher said of its stream, passed on as it is. */
  attributes: Record<string, unknown>
  layoutClassList: string[]
  server: number
  /** By the media server; not in a relayed session. */
  media: InboundMedia | null
  leg: Leg
  peerId: string
  subscribers: Map<string, Subscriber>
}

export type Session = SessionTraits & {
  id: string
  project: Project
  /** REST answers 404 for a session until somebody has connected. */
  everConnected: boolean
  /** Counts the servers it has lived on. */
  server: number
  connections: Map<string, Connection>
  /** Who has left, the last ones. */
  departed: Array<Pick<Connection, 'id' | 'createdAt'>>
  streams: Map<string, Stream>
  /** Mute on entry, until it is lifted. */
  muted: boolean
}

export const videoTypeOf = (stream: Stream): 'camera' | 'screen' | 'custom' => {
  const source = stream.channels.find((channel) => channel.type === 'video')?.source
  return source === 'screen' || source === 'custom' ? source : 'camera'
}
