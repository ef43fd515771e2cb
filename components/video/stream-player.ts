/**
 * One stream as this page plays it: a subscription that lives as long as its tile, whose picture and sound are switched
 * on and off. Sound is always received (it moves the level meter) but silent unless somebody asked to hear it; out of
 * sight neither picture nor sound is received.
 */
import type { OpenTok } from './opentok.ts'

export type PlayerView =
  | { state: 'starting' }
  /** `picture`: the first one has come; subscribed is not yet seen. */
  | { state: 'playing'; picture: boolean; soundBlocked: boolean }
  | { state: 'failed'; name: string }

export type Wish = { inSight: boolean; heard: boolean; width: number; height: number; routed: boolean }

const LEVEL_EVERY = 100 // ms; the SDK tells up to 60 times a second

export class StreamPlayer {
  readonly #subscriber: OpenTok.Subscriber
  readonly #session: OpenTok.Session
  readonly #changed: () => void
  readonly #levels = new Set<(level: number) => void>()
  #view: PlayerView = { state: 'starting' }
  #wish: Wish
  #over = false
  #element: HTMLVideoElement | null = null
  #levelAt = 0

  constructor(
    session: OpenTok.Session,
    stream: OpenTok.Stream,
    wish: Wish,
    on: { element: (element: HTMLVideoElement) => void; changed: () => void },
  ) {
    this.#session = session
    this.#wish = wish
    this.#changed = on.changed
    const options = {
      insertDefaultUI: false,
      subscribeToVideo: wish.inSight,
      audioVolume: wish.heard ? 100 : 0,
    }
    this.#subscriber = session.subscribe(stream, undefined, options, (error) => this.#started(error))
    this.#subscriber.on('videoElementCreated', ({ element }) => {
      const video = element as HTMLVideoElement // never a plug-in
      video.addEventListener('loadeddata', () => this.#show({ picture: true }))
      this.#element = video
      on.element(video)
    })
    this.#subscriber.on('audioBlocked', () => this.#show({ soundBlocked: true }))
    this.#subscriber.on('audioUnblocked', () => this.#show({ soundBlocked: false }))
    this.#subscriber.on('audioLevelUpdated', ({ audioLevel }) => this.#level(audioLevel))
  }

  readonly view = (): PlayerView => this.#view

  onLevel(listener: (level: number) => void): () => void {
    this.#levels.add(listener)
    return () => this.#levels.delete(listener)
  }

  wish(next: Wish): void {
    const last = this.#wish
    this.#wish = next
    if (this.#view.state === 'playing') this.#apply(next, last)
  }

  get subscriber(): OpenTok.Subscriber {
    return this.#subscriber
  }

  close(): void {
    this.#over = true
    this.#levels.clear()
    try {
      this.#session.unsubscribe(this.#subscriber)
    } catch {
      // The session was given up before: then the subscription went with it.
    }
  }

  #started(error: OpenTok.OTError | undefined): void {
    if (this.#over) return
    this.#view = error
      ? { state: 'failed', name: error.name }
      : {
          state: 'playing',
          soundBlocked: this.#subscriber.isAudioBlocked(),
          picture: (this.#element?.readyState ?? 0) >= 2,
        }
    this.#changed()
    if (!error) this.#apply(this.#wish, null)
  }

  #apply(wish: Wish, last: Wish | null): void {
    if (wish.inSight !== last?.inSight) {
      this.#subscriber.subscribeToVideo(wish.inSight)
      this.#subscriber.subscribeToAudio(wish.inSight || wish.heard)
    }
    if (wish.heard !== last?.heard) this.#subscriber.setAudioVolume(wish.heard ? 100 : 0)
    const size = wish.width !== last?.width || wish.height !== last?.height
    // Refused in relayed sessions and before media flows: it is a wish, the picture comes all the same.
    if (size && wish.routed && wish.width > 0)
      this.#subscriber.setPreferredResolution({ width: wish.width, height: wish.height }).catch(() => {})
  }

  #level(level: number): void {
    const now = performance.now()
    if (now - this.#levelAt < LEVEL_EVERY) return
    this.#levelAt = now
    for (const listener of this.#levels) listener(level)
  }

  #show(part: { soundBlocked?: boolean; picture?: boolean }): void {
    if (this.#over || this.#view.state !== 'playing') return
    this.#view = { ...this.#view, ...part }
    this.#changed()
  }
}
