import { isShown, type Place } from './place-of.ts'
import type { Playable } from './playable.ts'

/** Where the clock of the group is: `goes` is false while it stands, or waits for somebody. */
type Clock = { second: number; goes: boolean; running: boolean; rate: number }

/** Seconds by which two may be apart: nobody sees or hears it. */
const TOGETHER = 0.05
/** Up to here one that is behind or ahead catches up by its speed, beyond it leaps. */
const FAR = 0.4
const CATCHES_UP = 0.08
/** Standing still, all show the same moment. */
const EXACT = 0.02
/** One that has nothing to show holds the others for so long; then they go on without it. */
const PATIENCE_MS = 5_000
export const HAS_METADATA = 1
const HAS_FUTURE_DATA = 3

/** One of those that play together. `refused` is called when the browser lets nothing play yet. */
export class GroupMember<Element extends Playable> {
  readonly place: Place
  readonly element: Element
  readonly #refused: () => void
  #waitsSince: number | null = null

  constructor(place: Place, element: Element, refused: () => void) {
    this.place = place
    this.element = element
    this.#refused = refused
  }

  isHere(second: number): boolean {
    return isShown(this.place, second) && !this.element.error
  }

  /** Whether the others have to wait for it. */
  waits(second: number, now: number): boolean {
    const { element } = this
    const isReady = element.readyState >= HAS_FUTURE_DATA && !element.seeking
    if (isReady || !this.isHere(second) || this.#isPlayedOut(second)) {
      this.#waitsSince = null
      return false
    }
    this.#waitsSince ??= now
    return now - this.#waitsSince < PATIENCE_MS
  }

  /** From here on it is waited for anew. */
  leap(): void {
    this.#waitsSince = null
  }

  /** Brings it to where the clock is. */
  follow({ second, goes, running, rate }: Clock): void {
    const { element } = this
    const at = second - this.place.from
    const plays = this.isHere(second) && at >= 0 && !this.#isPlayedOut(second)
    if (element.readyState >= HAS_METADATA && this.isHere(second)) {
      const wanted = Math.max(0, Math.min(at, lastOf(element)))
      const apart = element.currentTime - wanted
      const isApart = Math.abs(apart) > (goes && plays ? FAR : EXACT)
      if (isApart && !element.seeking) element.currentTime = wanted
      else if (goes) element.playbackRate = rate * catchUp(apart)
    }
    // One that is waited for is started too: some browsers fetch nothing for what stands.
    if (plays && (goes || (running && this.#waitsSince !== null))) this.#start()
    else element.pause()
  }

  /** Its file may end a little before its stream did. */
  #isPlayedOut(second: number): boolean {
    const { duration } = this.element
    return Number.isFinite(duration) && second - this.place.from >= duration - TOGETHER
  }

  #start(): void {
    if (!this.element.paused) return
    this.element.play().catch((error: unknown) => {
      if (error instanceof Error && error.name === 'NotAllowedError') this.#refused()
    })
  }
}

/** Its last picture; the very end shows none in some browsers. */
const lastOf = ({ duration }: Playable): number =>
  Number.isFinite(duration) ? Math.max(0, duration - TOGETHER) : Number.POSITIVE_INFINITY

function catchUp(apart: number): number {
  if (Math.abs(apart) <= TOGETHER) return 1
  return apart > 0 ? 1 - CATCHES_UP : 1 + CATCHES_UP
}
