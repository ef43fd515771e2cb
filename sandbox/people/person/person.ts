/**
 * One simulated participant: an ordinary client with a token of its own. What moderators ask of it, it obeys as a browser
 * would: it falls silent when muted, stops when unpublished, is gone when disconnected. It tells what happened to it, so
 * that its agenda can decide what it does next.
 */

import type { PeopleProject } from '../../people-interface.ts'
import { mintSessionToken } from '../../tokens/mint-token.ts'
import type { Role } from '../../tokens/role.ts'
import type { Beat } from '../beat.ts'
import type { Heard } from '../client/raptor.ts'
import { fetchSessionInfo } from '../client/rest.ts'
import { enterSession, type RumorClient } from '../client/rumor-client.ts'
import type { Clip } from '../media/clip.ts'
import type { Gate } from '../media/gate.ts'
import { createPublication, type Publication } from './publication.ts'

export type PersonOptions = {
  apiUrl: string
  project: PeopleProject
  sessionId: string
  ref: string
  /** What the others read under the picture; applications give it as the stream's name. */
  name: string
  role: Role
  camera: Clip | null
  screen: Clip | null
  beat: Beat
  handshakes: Gate
  /** At a crowded door people go in a few at a time. */
  door: Gate
  log: (line: string) => void
  onHappened: (what: Happening) => void
}

export type Happening =
  | 'joined'
  | 'left'
  | 'removed'
  | 'lost'
  | 'published'
  | 'unpublished'
  | 'broken'
  | 'muted'
  | 'unmuted'

export type PersonState = {
  present: boolean
  publishing: boolean
  muted: boolean
  /** The session is muted for everyone: a polite person does not unmute now. */
  hushed: boolean
}

export type Person = {
  readonly ref: string
  readonly state: Readonly<PersonState>
  join: () => Promise<void>
  leave: () => void
  publish: (muted: boolean) => Promise<void>
  setMuted: (muted: boolean) => void
  /** Shows another clip in place of the camera's; null is the camera again. */
  show: (clip: Clip | null) => void
}

const PING_MS = 4_000

export const createPerson = (options: PersonOptions): Person => {
  const { beat, ref, name, camera, screen } = options
  const state: PersonState = { present: false, publishing: false, muted: false, hushed: false }
  let client: RumorClient | null = null
  let connectionId = ''
  let publications: Publication[] = []
  let stopPings: (() => void) | null = null

  const endPublications = (tell: boolean): void => {
    for (const publication of publications) publication.stop(tell)
    publications = []
    state.publishing = false
  }

  const gone = (what: 'left' | 'removed' | 'lost'): void => {
    if (!state.present) return
    endPublications(false)
    stopPings?.()
    client?.close()
    client = null
    Object.assign(state, { present: false, muted: false, hushed: false })
    options.onHappened(what)
  }

  const setMuted = (muted: boolean): void => {
    if (!state.publishing || state.muted === muted) return
    state.muted = muted
    for (const publication of publications) publication.setSound(!muted)
    options.onHappened(muted ? 'muted' : 'unmuted')
  }

  const hear = (message: Heard): void => {
    const { method, tail, reason } = message
    if (tail === `/connection/${connectionId}` && method === 'deleted') {
      gone(reason === 'forceDisconnected' ? 'removed' : 'left')
    } else if (tail === '' && method === 'update') {
      state.hushed = message.content.active === true
    } else if (
      method === 'update' &&
      message.content.reason === 'mute' &&
      publications.some((one) => one.hear(message))
    ) {
      setMuted(message.content.active !== false)
    } else if (
      publications.some((one) => one.hear(message)) &&
      method === 'deleted' &&
      /^\/stream\/[^/]+$/.test(tail)
    ) {
      if (reason !== 'forceUnpublished') return
      endPublications(true)
      options.onHappened('unpublished')
    }
  }

  const join = async (): Promise<void> => {
    const through = await options.door.enter()
    try {
      if (!state.present) await enter()
    } finally {
      through()
    }
  }

  const enter = async (): Promise<void> => {
    const { apiUrl, project, sessionId, role } = options
    const request = { sessionId, role, data: ref }
    const token = await mintSessionToken({ kind: 'opentok', ...project }, request, new Date())
    const mine = crypto.randomUUID()
    connectionId = mine
    // A line of an earlier visit may still have something to say.
    const current = (): boolean => connectionId === mine
    const entered = await enterSession({
      info: await fetchSessionInfo(apiUrl, sessionId, token),
      apiKey: project.apiKey,
      sessionId,
      connectionId: mine,
      token,
      // Who publishes nothing has no use for the comings and goings of others.
      content: { connectionEventsSuppressed: camera === null },
      onMessage: (message) => current() && hear(message),
      onClosed: () => current() && gone('lost'),
    })
    if (entered.answer.status !== 200) throw new Error(`${ref} was not let in: ${entered.answer.status}`)
    client = entered.client
    state.present = true
    state.hushed = isHushed(entered.answer.body)
    stopPings = beat.every(PING_MS, () => entered.client.ping())
    options.onHappened('joined')
  }

  const publish = async (muted: boolean): Promise<void> => {
    if (!client || !camera || state.publishing) return
    const line = client
    // A mute outlives the stream it was asked of.
    const silent = muted || state.hushed || state.muted
    const stream = (clip: Clip, source: 'camera' | 'screen', sound: boolean): Publication => {
      const onBroken = (why: string): void => {
        if (!publications.includes(publication)) return
        options.log(`${ref}: the media of its ${source} broke off: ${why}`)
        endPublications(true)
        options.onHappened('broken')
      }
      const publication = createPublication({
        ...options,
        client: line,
        clip,
        name,
        source,
        sound,
        onBroken,
      })
      return publication
    }
    const streams = [stream(camera, 'camera', !silent), ...(screen ? [stream(screen, 'screen', false)] : [])]
    publications = streams
    Object.assign(state, { publishing: true, muted: silent })
    const started = await Promise.all(streams.map((one) => one.start()))
    if (started.every(Boolean)) return options.onHappened('published')
    if (client !== line || publications !== streams) return
    endPublications(true)
    options.onHappened('unpublished')
  }

  return {
    ref,
    state,
    join,
    publish,
    setMuted,
    leave: () => {
      client?.tell('delete', `/connection/${connectionId}`, {})
      gone('left')
    },
    show: (clip) => publications[0]?.show(clip ?? camera ?? unreachable()),
  }
}

const unreachable = (): never => {
  throw new Error('a person without a camera has nothing to show')
}

const isHushed = (session: unknown): boolean =>
  typeof session === 'object' &&
  session !== null &&
  'mute' in session &&
  typeof session.mute === 'object' &&
  session.mute !== null &&
  'active' in session.mute &&
  session.mute.active === true
