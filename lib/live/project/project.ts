import 'server-only'
import type { Tx } from '#lib/system/database.ts'
import type { AlertPlace } from '../raise-alerts.ts'
import { raiseConnectionAlerts } from './alerts.ts'
import { mergeArchives } from './archives.ts'
import { mergeConnections, settleConnections } from './connections.ts'
import type { Evidence } from './evidence.ts'
import { keyOf, type Placed } from './rows.ts'
import { settleSessions } from './sessions.ts'
import { mergeStreams, settleStreams } from './streams.ts'

/** Our ids of all that changed, and of everything by the platform's ids. */
export type Touched = {
  sessions: string[]
  connections: string[]
  streams: string[]
  archives: string[]
  /** What they gave reason to look at, for the first time. */
  alerts: AlertPlace[]
  /** Those connections and streams that came, went or were swept. */
  moved: ReadonlySet<string>
  placed: ReadonlyMap<string, string>
}

/**
 * Merges evidence into the rows, wherever it comes from (callbacks, the platform's lists), and brings up to date what
 * follows from them. The sessions' rows are locked already. Any order of calls with the same evidence ends in the same
 * rows: a property test says so.
 */
export async function project(tx: Tx, evidence: Evidence): Promise<Touched> {
  const connections = await mergeConnections(tx, evidence.connections)
  const streams = await mergeStreams(tx, evidence.streams)
  const archives = await mergeArchives(tx, evidence.archives)
  const endedSessions = unique(evidence.sessions.filter((one) => one.destroyedAt).map((one) => one.id))
  const touched = { connections: connections.map(idOf), streams: streams.map(idOf) }
  // A stream is touched by its connection only when that ends.
  const tellsOfEnds = evidence.connections.some((one) => one.endedAt)
  const moved = await settleConnections(tx, touched.connections, endedSessions)
  const owners = tellsOfEnds ? touched.connections : []
  const ended = await settleStreams(tx, { streams: touched.streams, connections: owners, endedSessions })
  await settleSessions(tx, evidence.sessions)
  const givesReason = evidence.connections.some((one) => one.grantId || one.data === 'personal')
  const alerts = givesReason ? await raiseConnectionAlerts(tx, touched.connections) : []
  return {
    sessions: unique(evidence.sessions.map((one) => one.id)),
    connections: unique([...touched.connections, ...moved]),
    streams: unique([...touched.streams, ...ended]),
    archives: archives.map(idOf),
    alerts,
    moved: new Set([...moved, ...ended]),
    placed: new Map([...connections, ...streams, ...archives].map((row) => [keyOf(row), row.id])),
  }
}

const idOf = (row: Placed): string => row.id
const unique = (ids: readonly string[]): string[] => [...new Set(ids)]
