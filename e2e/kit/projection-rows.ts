import type { Database } from '#lib/system/database.ts'

/** What the tables say of these sessions, each in the shape of `referenceProjection`. */
export async function projectionRows(db: Database, platformIds: readonly string[]) {
  const sessions = await db.videoSession.findMany({ where: { platformId: { in: [...platformIds] } } })
  const where = { sessionId: { in: sessions.map((session) => session.id) } }
  const [connections, streams, archives] = await Promise.all([
    db.connection.findMany({ where }),
    db.stream.findMany({ where, include: { connection: true } }),
    db.archive.findMany({ where }),
  ])
  const within =
    (id: string) =>
    ({ sessionId }: { sessionId: string }) =>
      sessionId === id
  return new Map(
    sessions.map((session) => {
      const { lastCreatedAt, lastDestroyedAt, live, liveSince, publishers, subscribers } = session
      const mine = within(session.id)
      const rows = {
        session: {
          lastCreatedAt: ms(lastCreatedAt),
          lastDestroyedAt: ms(lastDestroyedAt),
          live,
          liveSince: ms(liveSince),
          connections: session.connections,
          publishers,
          subscribers,
        },
        connections: byPlatformId(connections.filter(mine), (row) => ({
          ...lifetime(row),
          owner: null,
          live: row.live,
        })),
        streams: byPlatformId(streams.filter(mine), (row) => ({
          ...lifetime(row),
          owner: row.connection?.platformId ?? null,
          live: row.live,
        })),
        archives: byPlatformId(archives.filter(mine), ({ state, duration, size }) => ({
          state,
          duration,
          size: size === null ? null : Number(size),
        })),
      }
      return [session.platformId, rows] as const
    }),
  )
}

type Lifetime = {
  createdAt: Date | null
  endedAt: Date | null
  endReason: string | null
  sweptAt: Date | null
}

const lifetime = ({ createdAt, endedAt, endReason, sweptAt }: Lifetime) => ({
  createdAt: ms(createdAt),
  endedAt: ms(endedAt),
  endReason,
  sweptAt: ms(sweptAt),
})

const ms = (time: Date | null): number | null => time?.getTime() ?? null

function byPlatformId<Row extends { platformId: string }, Shown>(
  rows: readonly Row[],
  show: (row: Row) => Shown,
) {
  return Object.fromEntries(
    rows.toSorted((a, b) => (a.platformId < b.platformId ? -1 : 1)).map((row) => [row.platformId, show(row)]),
  )
}
