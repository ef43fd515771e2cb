import type { Clock } from '../callbacks/callback-queue.ts'
import type { Archive } from './archive.ts'

/** How long the platform keeps a recording that went nowhere else. */
export const KEPT_MS = 72 * 60 * 60_000

export type Expiry = { keep: (archive: Archive) => void; close: () => void }

/** Ends each recording's stay when its time is over; one that is over already, at once. */
export const createExpiry = (clock: Clock, expire: (archive: Archive) => void): Expiry => {
  const cancels = new Map<string, () => void>()
  return {
    // It was changed last when it became available.
    keep: (archive) => {
      const left = archive.updatedAt + KEPT_MS - clock.now().getTime()
      const due = (): void => {
        cancels.delete(archive.id)
        if (archive.status === 'available') expire(archive)
      }
      cancels.set(archive.id, clock.after(Math.max(0, left), due))
    },
    close: () => {
      for (const cancel of cancels.values()) cancel()
    },
  }
}
