import { GroupMember, HAS_METADATA } from './group-member.ts'
import type { Place } from './place-of.ts'
import type { Playable } from './playable.ts'

type Time = { now: () => number; every: (ms: number, work: () => void) => () => void }

const TICK_MS = 100
/** As often as a browser tells it of one that plays: the page is drawn anew each time. */
const TELL_MS = 250

const BROWSER_TIME: Time = {
  now: () => performance.now(),
  every: (ms, work) => {
    const timer = setInterval(work, ms)
    return () => clearInterval(timer)
  },
}

/**
 * Several streams that play as one: they have one clock, and each is where it says, or silent where the recording does not have
 * it. When one has to be waited for, all wait. To the player it is what a single video element is.
 */
export class MediaGroup<Element extends Playable> extends EventTarget implements Playable {
  readonly #time: Time
  readonly #members = new Map<number, GroupMember<Element>>()
  #duration = 0
  #second = 0
  /** Since when the clock goes from `#second`; null while it stands. */
  #goesSince: number | null = null
  #stopTicking: (() => void) | null = null
  #rate = 1
  #muted = false
  #only: number | null = null
  #loaded = false
  #toldAt = 0

  constructor(time: Time = BROWSER_TIME) {
    super()
    this.#time = time
  }

  /** Puts a file in its place; what comes back takes it out again. */
  add(number: number, place: Place, element: Element): () => void {
    const member = new GroupMember(place, element, () => this.pause())
    this.#members.set(number, member)
    const ready = () => {
      this.#tellMember(member)
      if (this.#loaded) return
      this.#loaded = true
      this.dispatchEvent(new Event('loadedmetadata'))
    }
    const shown = () => this.dispatchEvent(new Event('loadeddata'))
    const broken = () => this.dispatchEvent(new Event('error'))
    element.addEventListener('loadedmetadata', ready)
    element.addEventListener('loadeddata', shown)
    element.addEventListener('error', broken)
    this.#setSound(member)
    if (element.readyState >= HAS_METADATA) ready()
    return () => {
      element.removeEventListener('loadedmetadata', ready)
      element.removeEventListener('loadeddata', shown)
      element.removeEventListener('error', broken)
      this.#members.delete(number)
    }
  }

  /** What the recording has of pictures at this moment. */
  present(): Element[] {
    return this.#all()
      .filter((member) => member.isHere(this.currentTime))
      .map(({ element }) => element)
  }

  /** Seconds: the streams themselves are shorter. */
  get duration(): number {
    return this.#duration
  }
  set duration(seconds: number) {
    this.#duration = seconds
  }

  get currentTime(): number {
    const gone = this.#goesSince === null ? 0 : ((this.#time.now() - this.#goesSince) / 1_000) * this.#rate
    return Math.min(this.#second + gone, this.#duration)
  }
  set currentTime(second: number) {
    this.#second = Math.min(Math.max(0, second), this.#duration)
    this.#goesSince = null
    for (const member of this.#all()) member.leap()
    this.dispatchEvent(new Event('seeking'))
    this.#tick()
  }

  get paused(): boolean {
    return this.#stopTicking === null
  }
  get seeking(): boolean {
    return this.present().some(({ seeking }) => seeking)
  }
  get readyState(): number {
    return this.#loaded ? Math.max(HAS_METADATA, ...this.#all().map(({ element }) => element.readyState)) : 0
  }
  /** Only what breaks all of them breaks the recording. */
  get error(): unknown {
    const errors = this.#all().map(({ element }) => element.error)
    return errors.length > 0 && errors.every((error) => error) ? errors[0] : null
  }

  get playbackRate(): number {
    return this.#rate
  }
  set playbackRate(rate: number) {
    if (rate === this.#rate) return
    this.#stand()
    this.#rate = rate
    this.#tick()
  }

  get muted(): boolean {
    return this.#muted
  }
  set muted(muted: boolean) {
    this.#muted = muted
    for (const member of this.#all()) this.#setSound(member)
  }
  /** Whose sound is heard; null: everybody's. */
  set only(stream: number | null) {
    this.#only = stream
    for (const member of this.#all()) this.#setSound(member)
  }

  async play(): Promise<void> {
    if (!this.paused) return
    if (this.#second >= this.#duration) this.#second = 0
    this.#stopTicking = this.#time.every(TICK_MS, () => this.#tick())
    this.dispatchEvent(new Event('play'))
    this.#tick()
  }

  pause(): void {
    if (this.paused) return
    this.#stand()
    this.#stopTicking?.()
    this.#stopTicking = null
    for (const member of this.#all()) this.#tellMember(member)
    this.dispatchEvent(new Event('timeupdate'))
    this.dispatchEvent(new Event('pause'))
  }

  #all(): GroupMember<Element>[] {
    return [...this.#members.values()]
  }

  #stand(): void {
    this.#second = this.currentTime
    this.#goesSince = null
  }

  #tick(): void {
    this.#stand()
    const now = this.#time.now()
    // Each is asked: how long one has waited counts from its own first time.
    const waiting = this.#all().filter((member) => member.waits(this.#second, now))
    if (!this.paused && this.#second >= this.#duration) {
      this.pause()
      return
    }
    if (!this.paused && waiting.length === 0) this.#goesSince = now
    for (const member of this.#all()) this.#tellMember(member)
    if (!this.paused && now - this.#toldAt < TELL_MS) return
    this.#toldAt = now
    this.dispatchEvent(new Event('timeupdate'))
  }

  #tellMember(member: GroupMember<Element>): void {
    const goes = this.#goesSince !== null
    member.follow({ second: this.currentTime, goes, running: !this.paused, rate: this.#rate })
  }

  #setSound({ element, place }: GroupMember<Element>): void {
    element.muted = this.#muted || (this.#only !== null && this.#only !== place.stream)
  }
}
