import type { WireEvent } from './history.ts'

type Row = {
  createdAt: number | null
  endedAt: number | null
  endReason: string | null
  sweptAt: number | null
  owner: string | null
}

/**
 * What the tables must say after a history, worked out by the plainest means: one event after the other, in the order in
 * which they happened. It shares no line with the projection.
 */
export function referenceProjection(history: readonly WireEvent[]) {
  const connections = new Map<string, Row>()
  const streams = new Map<string, Row>()
  const archives = new Map<string, { state: string; duration: number | null; size: number | null }>()
  let createdAt: number | null = null
  let destroyedAt: number | null = null

  for (const event of history) {
    const at = event.timestamp
    const stream = event.stream as Wire | undefined // written by history.ts
    const connection = (event.connection ?? stream?.connection) as Wire | undefined
    if (connection) see(connections, connection, null)
    if (stream) see(streams, stream, connection?.id ?? null)
    if (event.event === 'sessionCreated') createdAt = at
    if (event.event === 'connectionDestroyed' && connection) {
      end(connections, connection.id, at, event.reason)
      for (const row of streams.values())
        if (row.owner === connection.id && row.endedAt === null) row.sweptAt ??= at
    }
    if (event.event === 'streamDestroyed' && stream) end(streams, stream.id, at, event.reason)
    if (event.event === 'sessionDestroyed') {
      destroyedAt = at
      for (const row of [...connections.values(), ...streams.values()])
        if (row.endedAt === null) row.sweptAt ??= at
    }
    if (event.event === 'archive') record(archives, event)
  }

  const live = [...connections].filter(([, row]) => isLive(row))
  const publishing = new Set([...streams.values()].filter(isLive).map((row) => row.owner))
  const since = live.flatMap(([, row]) => row.createdAt ?? [])
  return {
    session: {
      lastCreatedAt: createdAt,
      lastDestroyedAt: destroyedAt,
      live: live.length > 0,
      liveSince: since.length ? Math.min(...since) : null,
      connections: live.length,
      publishers: publishing.size,
      subscribers: live.length - publishing.size,
    },
    connections: sorted(connections),
    streams: sorted(streams),
    archives: Object.fromEntries([...archives].sort()),
  }
}

type Wire = { id: string; createdAt: number; connection?: Wire }

const isLive = (row: Row) => row.endedAt === null && row.sweptAt === null

function see(rows: Map<string, Row>, wire: Wire, owner: string | null) {
  if (rows.has(wire.id)) return
  rows.set(wire.id, { createdAt: wire.createdAt, endedAt: null, endReason: null, sweptAt: null, owner })
}

function end(rows: Map<string, Row>, id: string, at: number, reason: unknown) {
  const row = rows.get(id)
  if (row) Object.assign(row, { endedAt: at, endReason: reason ?? null, sweptAt: null })
}

const STATES: Record<string, string> = { started: 'recording', stopped: 'stopping', available: 'available' }

function record(
  archives: Map<string, { state: string; duration: number | null; size: number | null }>,
  event: WireEvent,
) {
  const { id, status, duration, size } = event
  archives.set(String(id), {
    state: STATES[String(status)] ?? 'unknown',
    duration: Number(duration) || null,
    size: Number(size) || null,
  })
}

function sorted(rows: Map<string, Row>) {
  return Object.fromEntries(
    [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, row]) => [id, { ...row, live: isLive(row) }]),
  )
}
