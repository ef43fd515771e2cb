/**
 * This browser's own connection to one session, by the unmodified SDK: asks for a token, connects, follows streams, and
 * comes back with a new token when the connection is lost. It knows nothing of React; pages read `view()` and subscribe.
 * What the SDK says while it reconnects is missing, so what it knows afterwards is read anew and not added up.
 */
import {
  type ConnectionEvent,
  type ConnectionState,
  nextState,
  retryDelay,
  type Trouble,
} from './connection-state.ts'
import type { OpenTok } from './opentok.ts'
import { type SeenStream, seenStream } from './seen-stream.ts'
import { troubleOfEnd, troubleOfError } from './trouble-of.ts'

export type Credentials = { apiKey: string; apiUrl: string | null; sessionId: string; token: string }
/** `again`: asking once more by itself makes sense. */
export type Issued = { ok: true; value: Credentials } | { ok: false; words: string; again: boolean }

export type ConnectionView = {
  connection: ConnectionState
  streams: readonly SeenStream[]
  /** A recording that runs, as the platform tells everyone in the session. */
  recording: { id: string } | null
  /** True once the platform said that newcomers come in muted. */
  roomMuted: boolean
}

export type Signal = { type: string; data: string; fromServer: boolean }

type Needs = {
  issue: () => Promise<Issued>
  load: (apiUrl: string | null) => Promise<typeof OpenTok>
  /** Calls back after so many milliseconds; gives the way to call it off. */
  after: (delay: number, then: () => void) => () => void
  onSignal?: (signal: Signal) => void
  onRoomMute?: (active: boolean) => void
}

type WithStream = { stream: OpenTok.Stream }
type RawSignal = { type?: string; data?: string; from: OpenTok.Connection | null }

const NOTHING = { streams: [], recording: null, roomMuted: false } as const

export class SessionConnection {
  readonly #needs: Needs
  readonly #listeners = new Set<() => void>()
  #view: ConnectionView = { connection: { state: 'idle' }, ...NOTHING }
  #session: OpenTok.Session | null = null
  #streams = new Map<string, OpenTok.Stream>()
  #callOff: () => void = () => {}
  /** Which going-about-it is the present one: what an earlier one still waits for is no longer wanted. */
  #round = 0

  constructor(needs: Needs) {
    this.#needs = needs
  }

  readonly view = (): ConnectionView => this.#view

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The SDK's session while it is connected. */
  get session(): OpenTok.Session | null {
    const { state } = this.#view.connection
    return state === 'live' || state === 'reconnecting' ? this.#session : null
  }

  streamOf(platformId: string): OpenTok.Stream | undefined {
    return this.#streams.get(platformId)
  }

  /** Connects; also a person's "Try again". */
  open(): void {
    this.#callOff()
    if (this.#step({ event: 'open' })) void this.#connect()
  }

  close(): void {
    this.#round += 1
    this.#callOff()
    this.#drop()
    this.#step({ event: 'close' })
  }

  async #connect(): Promise<void> {
    this.#round += 1
    const round = this.#round
    const issued = await this.#needs.issue()
    if (round !== this.#round) return
    if (!issued.ok) return this.#notIssued(issued)
    const { apiKey, apiUrl, sessionId, token } = issued.value
    const opentok = await this.#needs.load(apiUrl).catch(() => null)
    if (round !== this.#round) return
    if (!opentok) return void this.#step({ event: 'refused', trouble: 'sdk-blocked' })
    if (!opentok.checkSystemRequirements())
      return void this.#step({ event: 'refused', trouble: 'unsupported' })
    this.#step({ event: 'issued' })
    const session = opentok.initSession(apiKey, sessionId)
    this.#session = session
    this.#listen(session)
    session.connect(token, (error) => this.#answered(session, error))
  }

  #notIssued({ words, again }: { words: string; again: boolean }): void {
    if (again) this.#lost('unreachable')
    else this.#step({ event: 'refused', trouble: 'not-issued', words })
  }

  #answered(session: OpenTok.Session, error: OpenTok.OTError | undefined): void {
    if (session !== this.#session) {
      session.disconnect().then(noop, noop) // given up while it connected: it must not stay in the room unseen
      return
    }
    if (error) this.#lost(troubleOfError(error.name))
    else this.#step({ event: 'connected' })
  }

  #lost(trouble: Trouble): void {
    this.#drop()
    this.#step({ event: 'lost', trouble })
    const now = this.#view.connection
    if (now.state === 'waiting') this.#callOff = this.#needs.after(retryDelay(now.attempt), () => this.open())
  }

  #drop(): void {
    const session = this.#session
    this.#session = null
    this.#streams = new Map()
    this.#show(NOTHING)
    session?.disconnect().then(noop, noop)
  }

  #listen(session: OpenTok.Session): void {
    /** A session that was given up may still have something to say. */
    const on = <E>(event: string, then: (event: E) => void) =>
      session.on(event, (happened: unknown) => {
        if (session === this.#session) then(happened as E) // as the SDK documents each event
      })
    on<unknown>('sessionReconnecting', () => this.#step({ event: 'cut' }))
    on<unknown>('sessionReconnected', () => this.#step({ event: 'back' }))
    on<{ reason: string }>('sessionDisconnected', ({ reason }) => this.#ended(reason))
    on<WithStream>('streamCreated', ({ stream }) => this.#put(stream))
    on<WithStream>('streamPropertyChanged', ({ stream }) => this.#change(stream))
    on<WithStream>('streamDestroyed', ({ stream }) => this.#remove(stream))
    on<{ id: string }>('archiveStarted', ({ id }) => this.#show({ recording: { id } }))
    on<unknown>('archiveStopped', () => this.#show({ recording: null }))
    on<{ active: boolean }>('muteForced', ({ active }) => this.#roomMuted(active))
    on<RawSignal>('signal', (signal) => this.#needs.onSignal?.(readSignal(signal)))
  }

  #ended(reason: string): void {
    const trouble = troubleOfEnd(reason)
    if (trouble) this.#lost(trouble)
    else this.close()
  }

  #put(stream: OpenTok.Stream): void {
    this.#streams.set(stream.streamId, stream)
    this.#showStreams()
  }

  /** The SDK tells of the person's own stream too, but never that it was created: it is no stream to be played. */
  #change(stream: OpenTok.Stream): void {
    if (this.#streams.has(stream.streamId)) this.#put(stream)
  }

  #remove(stream: OpenTok.Stream): void {
    if (this.#streams.delete(stream.streamId)) this.#showStreams()
  }

  #showStreams(): void {
    this.#show({ streams: [...this.#streams.values()].map(seenStream) })
  }

  #roomMuted(active: boolean): void {
    this.#show({ roomMuted: active })
    this.#needs.onRoomMute?.(active)
  }

  #step(event: ConnectionEvent): boolean {
    const connection = nextState(this.#view.connection, event)
    if (connection === this.#view.connection) return false
    this.#show({ connection })
    return true
  }

  #show(part: Partial<ConnectionView>): void {
    this.#view = { ...this.#view, ...part }
    for (const listener of this.#listeners) listener()
  }
}

/** Only the server's signals come from nobody; a participant can send any type, but never that. */
function readSignal({ type = '', data = '', from }: RawSignal): Signal {
  return { type: type.replace(/^signal:/, ''), data, fromServer: from === null }
}

const noop = () => {}
