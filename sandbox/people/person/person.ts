/**
 * One simulated participant: an ordinary client with a token of its own. What moderators ask of it, it obeys as a browser
 * would: it falls silent when muted, stops when unpublished, is gone when disconnected. It tells what happened to it, so
 * that its agenda can decide what it does next.
 */

import type { Heard } from '../client/raptor.ts'
import type { Clip } from '../media/clip.ts'
import type { Gate } from '../media/gate.ts'
import { ABSENT, type Happening, type PersonState, type Testimony } from './happening.ts'
import type { Publication } from './publication.ts'
import { streamsOf } from './streams-of.ts'
import { beginVisit, type Visit, type VisitOptions } from './visit.ts'

export type PersonOptions = VisitOptions & {
  /** What the others read under the picture; applications give it as the stream's name. */
  name: string
  /** Blank: a stream is announced, and never sent. */
  camera: Clip | 'blank' | null
  screen: Clip | null
  handshakes: Gate
  /** At a crowded door people go in a few at a time. */
  door: Gate
  /** Nobody goes in any more; who just does leaves again. */
  closing: () => boolean
  log: (line: string) => void
  onHappened: (what: Happening) => void
  onTestimony?: (told: Testimony) => void
}

export type Person = {
  readonly ref: string
  readonly state: Readonly<PersonState>
  join: () => Promise<void>
  leave: (how: 'clean' | 'lost') => void
  publish: (muted: boolean, name?: string) => Promise<void>
  setMuted: (muted: boolean) => void
  say: (type: string, text: string) => void
  /** The line breaks, as a bad network would have it. */
  breakLine: () => void
  restoreLine: () => Promise<void>
  /** Shows another clip in place of the camera's; null is the camera again. */
  show: (clip: Clip | null) => void
}

const WHOLE_STREAM = /^\/stream\/[^/]+$/

export const createPerson = (options: PersonOptions): Person => {
  const { ref, camera, sessionId } = options
  const state: PersonState = { ...ABSENT }
  let visit: Visit | null = null
  let connectionId = ''
  let publications: Publication[] = []

  const testify = (what: Testimony['what']): void =>
    options.onTestimony?.({ ref, sessionId, connectionId, what })
  const happened = (what: Happening): void => {
    testify(what)
    options.onHappened(what)
  }

  const endPublications = (tell: boolean): void => {
    for (const publication of publications) publication.stop(tell)
    publications = []
    state.publishing = false
  }

  const gone = (what: 'left' | 'dropped' | 'removed' | 'lost'): void => {
    if (!state.present) return
    endPublications(false)
    if (what === 'dropped') visit?.client.cut()
    visit?.end()
    visit = null
    Object.assign(state, ABSENT)
    happened(what)
  }

  const setMuted = (muted: boolean): void => {
    if (!state.publishing || state.muted === muted) return
    state.muted = muted
    for (const publication of publications) publication.setSound(!muted)
    happened(muted ? 'muted' : 'unmuted')
  }

  const hear = (message: Heard): void => {
    const { method, tail, reason, content } = message
    if (tail === `/connection/${connectionId}` && method === 'deleted') {
      gone(reason === 'forceDisconnected' ? 'removed' : 'left')
    } else if (tail === '' && method === 'update') {
      state.hushed = content.active === true
    } else if (publications.some((one) => one.hear(message))) {
      if (method === 'update' && content.reason === 'mute') setMuted(content.active !== false)
      const ended = method === 'deleted' && WHOLE_STREAM.test(tail) ? reason : undefined
      if (ended === 'forceUnpublished') stopped('unpublished')
      if (ended === 'mediaStopped') stopped('broken')
    }
  }

  const stopped = (what: 'unpublished' | 'broken'): void => {
    endPublications(true)
    happened(what)
  }

  const cutOff = (): void => {
    if (!state.present || state.cut) return
    state.cut = true
    happened('cut')
  }

  const enter = async (): Promise<void> => {
    const mine = crypto.randomUUID()
    connectionId = mine
    testify('entering')
    // A line of an earlier visit may still have something to say.
    const current = (): boolean => connectionId === mine && visit !== null
    const early: Heard[] = []
    const begun = await beginVisit(options, {
      connectionId: mine,
      // Who publishes nothing has no use for the comings and goings of others.
      suppressed: camera === null,
      onMessage: (message) => (visit ? current() && hear(message) : early.push(message)),
      onClosed: () => current() && cutOff(),
    })
    visit = begun
    Object.assign(state, { present: true, hushed: begun.hushed })
    happened('joined')
    for (const message of early) hear(message)
  }

  const join = async (): Promise<void> => {
    const through = await options.door.enter()
    try {
      if (!state.present && !options.closing()) await enter()
      if (options.closing()) leave('clean')
    } finally {
      through()
    }
  }

  const leave = (how: 'clean' | 'lost'): void => {
    // Whose line is cut can say goodbye to nobody, also while it is just coming back.
    const says = how === 'clean' && !state.cut
    if (says) visit?.client.tell('delete', `/connection/${connectionId}`, {})
    gone(says ? 'left' : 'dropped')
  }

  const publish = async (muted: boolean, name = options.name): Promise<void> => {
    if (!visit || !camera || state.publishing) return
    const { client } = visit
    // A mute outlives the stream it was asked of.
    const silent = muted || state.hushed || state.muted
    const streams = streamsOf(options, { client, name, silent }, (publication, why) => {
      if (!publications.includes(publication)) return
      options.log(`${ref}: the media of a stream broke off: ${why}`)
      endPublications(true)
      happened('broken')
    })
    publications = streams
    Object.assign(state, { publishing: true, muted: silent })
    const statuses = await Promise.all(streams.map((one) => one.start()))
    if (visit?.client !== client || publications !== streams) return
    if (statuses.every((status) => status === 200)) return happened('published')
    if (statuses.includes(403)) testify('refused')
    stopped('unpublished')
  }

  return {
    ref,
    state,
    join,
    publish,
    setMuted,
    leave,
    say: (type, data) => {
      visit?.client.tell('signal', `/signal/${crypto.randomUUID()}`, { type, data })
      if (visit) testify('said')
    },
    breakLine: () => {
      cutOff()
      visit?.client.cut()
    },
    restoreLine: async () => {
      const broken = visit
      if (!broken || !state.cut) return
      const known = await broken.client.restore()
      if (visit !== broken) return
      if (!known) return gone('lost')
      state.cut = false
      happened('restored')
    },
    show: (clip) => {
      const shown = clip ?? camera
      if (shown && shown !== 'blank') publications[0]?.show(shown)
    },
  }
}
