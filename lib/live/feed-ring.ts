import type { FeedMessage } from './model.ts'

/** An entry of the feed as it goes out, made once for all readers. */
export type FeedItem = Pick<FeedMessage, 'seq' | 'projectId' | 'sessionId'> & {
  kind: FeedMessage['change']['kind']
  /** When it was announced, in milliseconds. */
  at: number
  bytes: Uint8Array
}

export type RingLimits = { milliseconds: number; bytes: number }

/** Five minutes, or as much of them as fits: a reader who is further behind is better off with a fresh page. */
export const RING_LIMITS: RingLimits = { milliseconds: 5 * 60_000, bytes: 32 * 1024 * 1024 }

/** The end of the feed, without holes: what a reader who was away for a moment has missed. */
export class FeedRing {
  readonly #limits: RingLimits
  #items: FeedItem[] = []
  #bytes = 0
  #head: number

  /** `head` is the number of the last entry before the first that will be added. */
  constructor(head: number, limits: RingLimits = RING_LIMITS) {
    this.#head = head
    this.#limits = limits
  }

  get head(): number {
    return this.#head
  }

  /** False when it does not follow: then what this ring has seen is not the feed any more. */
  add(item: FeedItem): boolean {
    if (item.seq !== this.#head + 1) return false
    this.#head = item.seq
    this.#items.push(item)
    this.#bytes += item.bytes.byteLength
    this.#trim(item.at - this.#limits.milliseconds)
    return true
  }

  /** What came after `since`, or null when that can no longer (or not yet) be told. */
  after(since: number): readonly FeedItem[] | null {
    const first = this.#items[0]?.seq ?? this.#head + 1
    if (!Number.isSafeInteger(since) || since < first - 1 || since > this.#head) return null
    return this.#items.slice(since - first + 1)
  }

  #trim(oldest: number): void {
    let gone = 0
    for (const item of this.#items) {
      if (item.at >= oldest && this.#bytes <= this.#limits.bytes) break
      this.#bytes -= item.bytes.byteLength
      gone++
    }
    if (gone > 0) this.#items = this.#items.slice(gone)
  }
}
