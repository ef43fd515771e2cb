import type { Platform } from '../platform/platform.ts'
import type { Connection } from '../platform/session.ts'

const sent = new WeakMap<Connection, { second: number; count: number }>()

/** Counts a signal of this client; true when it was one too many in its second. */
export const signalsTooFast = ({ limits, now }: Platform, connection: Connection): boolean => {
  if (limits.signalsPerSecond === undefined) return false
  const second = Math.floor(now().getTime() / 1000)
  const before = sent.get(connection)
  const count = before?.second === second ? before.count + 1 : 1
  sent.set(connection, { second, count })
  return count > limits.signalsPerSecond
}
