import 'server-only'
import { onceInProcess } from '#lib/system/global.ts'

const PER_MINUTE = 60
const BURST = 120

type Bucket = { left: number; at: number }

/** How fast keys may ask: a minute's worth twice over at once, then one a second. Each server counts for itself. */
export class KeyLimit {
  readonly #buckets = new Map<string, Bucket>()

  /** Zero when it may go on; else after how many seconds it may. Only of keys that exist, so there are not many. */
  take(keyId: string, nowMs: number): number {
    const before = this.#buckets.get(keyId) ?? { left: BURST, at: nowMs }
    const grown = before.left + ((nowMs - before.at) / 60_000) * PER_MINUTE
    const left = Math.min(BURST, grown)
    const passes = left >= 1
    this.#buckets.set(keyId, { left: passes ? left - 1 : left, at: nowMs })
    return passes ? 0 : Math.ceil(((1 - left) / PER_MINUTE) * 60)
  }
}

/** The limit of this process. */
export const keyLimit = (): KeyLimit => onceInProcess('keyLimit', () => new KeyLimit())
