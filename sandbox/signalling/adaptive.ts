/**
 * Adaptive sessions begin routed and stay so for the media server's sake: a stream's second, relayed leg is taken
 * up beside it while there are two in the session and nobody records, and given up when that ends. The steps are
 * the page's: the publisher is told of a source (`create …/source/P2P`) and creates its stream once more under
 * that source; the others learn of it and subscribe once more; the publisher offers to each as in a relayed
 * session. Back: the publisher is told that the source ends, deletes the relayed stream, and the others learn.
 */
import type { Platform } from '../platform/platform.ts'
import type { PlatformEvent } from '../platform/platform-event.ts'
import type { Connection, Session, Stream, Subscriber } from '../platform/session.ts'
import { announce } from './announce.ts'
import { askPublisher } from './ask-publisher.ts'
import type { Reply } from './link.ts'
import { mediaReply, RELAYED_SOURCE } from './publish-stream.ts'
import { streamView } from './views.ts'

/** A page takes the second leg up only once it receives by the first. */
const SETTLED_MS = 2_000
const REVIEW_MS = 500
/** A publisher that does not give the relayed leg up in so long is not waited for. */
const LEAVE_WITHIN_MS = 10_000

const tellSource = (stream: Stream, method: 'create' | 'delete'): void =>
  stream.owner.link.deliver({
    method,
    tail: `/stream/${stream.id}/source/${RELAYED_SOURCE}`,
    content: {},
  })

const enterLeg = (stream: Stream, state: Stream['leg']['state']): void => {
  stream.leg = { state, since: performance.now() }
}

const isSettled = ({ subscribers }: Stream): boolean => {
  const [only] = subscribers.values()
  if (subscribers.size !== 1 || !only || only.answeredAt === null) return false
  return performance.now() - only.answeredAt >= SETTLED_MS
}

/** The relayed leg is over: whoever watches by it goes back to the routed one. */
const endLeg = (stream: Stream, state: 'routed' | 'asked'): void => {
  enterLeg(stream, state)
  for (const subscriber of stream.subscribers.values()) subscriber.relayedPeerId = null
  announce(stream.owner.session, {
    method: 'deleted',
    tail: `/stream/${stream.id}`,
    content: { id: stream.id, sourceStreamId: RELAYED_SOURCE },
  })
}

const reviewStream = (stream: Stream, alone: boolean): void => {
  const { state, since } = stream.leg
  switch (state) {
    case 'routed':
      if (!alone || !isSettled(stream)) return
      enterLeg(stream, 'asked')
      tellSource(stream, 'create')
      return
    case 'asked':
    case 'relayed':
      if (alone && stream.subscribers.size <= 1) return
      enterLeg(stream, state === 'relayed' ? 'leaving' : 'routed')
      tellSource(stream, 'delete')
      return
    case 'leaving':
      if (performance.now() - since > LEAVE_WITHIN_MS) endLeg(stream, 'routed')
  }
}

const reviewSession = (session: Session, isRecorded: (session: Session) => boolean): void => {
  if (session.mode !== 'adaptive') return
  const alone = session.connections.size === 2 && !isRecorded(session)
  for (const stream of session.streams.values()) reviewStream(stream, alone)
}

const CHANGES: ReadonlySet<PlatformEvent['event']> = new Set(['connectionCreated', 'connectionDestroyed'])

/** The returned function ends it. */
export const followAdaptive = (
  platform: Platform,
  isRecorded: (session: Session) => boolean,
): (() => void) => {
  const timer = setInterval(() => {
    for (const session of platform.sessions()) reviewSession(session, isRecorded)
  }, REVIEW_MS)
  timer.unref()
  const stop = platform.onEvent(({ event, session }) => {
    if (CHANGES.has(event)) reviewSession(session, isRecorded)
  })
  return () => {
    clearInterval(timer)
    stop()
  }
}

/** Whether a message is about the relayed leg of an adaptive session's stream. */
export const isRelayedLeg = ({ mode }: Session, content: unknown): boolean =>
  mode === 'adaptive' &&
  typeof content === 'object' &&
  content !== null &&
  'sourceStreamId' in content &&
  content.sourceStreamId === RELAYED_SOURCE

/** The publisher took the relayed leg up, as it was asked to. */
export const openLeg = (stream: Stream, from: Connection): Reply => {
  if (stream.owner !== from) return { status: 403 }
  if (stream.leg.state !== 'asked') return { status: 409 }
  enterLeg(stream, 'relayed')
  announce(from.session, {
    method: 'created',
    tail: `/stream/${stream.id}`,
    content: { ...streamView(stream), sourceStreamId: RELAYED_SOURCE },
  })
  return mediaReply
}

/** The publisher gave it up: because it was told to, or because it does not work and is not to be tried again. */
export const closeLeg = (stream: Stream, from: Connection): Reply => {
  if (stream.owner !== from) return { status: 403 }
  const { state } = stream.leg
  const isWell = state === 'leaving' || stream.subscribers.size === 0
  if (state === 'relayed' || state === 'leaving') endLeg(stream, isWell ? 'routed' : 'asked')
  return { status: 200 }
}

/** A subscriber asks for the relayed leg beside the routed one that it has. */
export const subscribeToLeg = (
  platform: Platform,
  stream: Stream,
  subscriber: Subscriber | undefined,
  from: Connection,
): Reply => {
  if (subscriber?.owner !== from) return { status: 403 }
  if (stream.leg.state !== 'relayed') return { status: 409 }
  subscriber.relayedPeerId = platform.newId()
  askPublisher(stream, subscriber, subscriber.relayedPeerId)
  return mediaReply
}
