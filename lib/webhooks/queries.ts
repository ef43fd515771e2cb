import 'server-only'
import { type Actor, mayEverywhere, whereMay } from '#lib/access/actor.ts'
import { type Database, database } from '#lib/system/database.ts'
import type { DeliveryView, EndpointPage } from './model.ts'

const SHOWN = 10

/** The addresses this actor may manage, each with its last messages, and where they may add more. */
export async function endpointPage(actor: Actor, db: Database = database()): Promise<EndpointPage> {
  const { projectId } = whereMay(actor, 'endpoint.manage')
  const projects = await db.project.findMany({
    where: { removedAt: null, ...(projectId ? { id: projectId } : {}) },
    select: { id: true, name: true },
    orderBy: { name: 'asc' },
  })
  const rows = await db.endpoint.findMany({
    where: { removedAt: null, ...(projectId ? { projectId } : {}) },
    select: {
      id: true,
      url: true,
      project: { select: { id: true, name: true } },
      createdBy: { select: { name: true } },
      createdAt: true,
      secretEnd: true,
      bothUntil: true,
      failures: true,
      failingSince: true,
      disabledAt: true,
    },
    orderBy: { id: 'asc' },
  })
  const endpoints = await Promise.all(
    rows.map(async ({ createdBy, createdAt, ...row }) => ({
      ...row,
      madeBy: createdBy.name,
      madeAt: createdAt.toISOString(),
      bothUntil: isStillToCome(row.bothUntil) ? row.bothUntil.toISOString() : null,
      failingSince: row.failingSince?.toISOString() ?? null,
      disabledAt: row.disabledAt?.toISOString() ?? null,
      deliveries: await lastDeliveries(db, row.id),
    })),
  )
  return { endpoints, projects, everywhere: mayEverywhere(actor, 'endpoint.manage') }
}

function isStillToCome(time: Date | null): time is Date {
  return time !== null && time.getTime() > Date.now()
}

type Row = Omit<DeliveryView, 'at' | 'state' | 'nextAt' | 'deliveredAt'> & {
  createdAt: Date
  nextAt: Date | null
  deliveredAt: Date | null
}

async function lastDeliveries(db: Database, endpointId: string): Promise<DeliveryView[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT "id", "event", "body"->'data'->>'kind' AS "kind", "createdAt", "attempts", "failure", "deliveredAt", "nextAt"
    FROM "Delivery" WHERE "endpointId" = ${endpointId}::uuid ORDER BY "createdAt" DESC, "id" DESC LIMIT ${SHOWN}`
  return rows.map(({ createdAt, nextAt, deliveredAt, ...row }) => ({
    ...row,
    at: createdAt.toISOString(),
    state: nextAt ? 'waiting' : deliveredAt ? 'arrived' : 'given-up',
    deliveredAt: deliveredAt?.toISOString() ?? null,
    nextAt: nextAt?.toISOString() ?? null,
  }))
}
