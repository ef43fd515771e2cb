/** How much fits into a session. What the platform publishes is imitated; the rest protects the sandbox itself. */
import { z } from 'zod'

const count = z.number().int().min(1).max(1_000_000)

export const limitsSchema = z.strictObject({
  /** Connections in a session, however many publish; by the documented curve when absent. */
  connections: count.optional(),
  /** Streams in a session. */
  streams: count.default(1_000),
  /** Subscriptions in a session: publishers times subscribers is what the platform bounds. */
  subscriptions: count.default(40_000),
  streamsOfOne: count.default(10),
  /** Each costs a peer connection; no honest page watches so many. */
  subscriptionsOfOne: count.default(300),
  subscribersOfStream: count.default(2_000),
  /** Of one connection. The platform has a limit but does not tell it, so here there is none unless asked for. */
  signalsPerSecond: count.optional(),
  /** How many that have left a session the connection list still shows, as `Disconnected`: the platform's may. */
  departedListed: z.number().int().min(0).max(1_000).default(0),
})

export type Limits = z.infer<typeof limitsSchema>

/** Documented: so many publishers, so many connections. Between two points the line is straight. */
const CURVE = [
  [2, 15_000],
  [10, 4_000],
  [50, 800],
  [55, 700],
] as const

/** How many connections a session takes with so many publishers in it. */
export const connectionLimit = (publishers: number, { connections }: Limits): number => {
  if (connections !== undefined) return connections
  let [fromCount, fromLimit]: readonly [number, number] = CURVE[0]
  if (publishers <= fromCount) return fromLimit
  for (const [toCount, toLimit] of CURVE) {
    if (publishers <= toCount) {
      const share = (publishers - fromCount) / (toCount - fromCount)
      return Math.round(fromLimit + share * (toLimit - fromLimit))
    }
    fromCount = toCount
    fromLimit = toLimit
  }
  // Beyond the table, publishers times connections stays what it was at its end.
  return Math.floor((fromCount * fromLimit) / publishers)
}
