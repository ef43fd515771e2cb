import 'server-only'
import type { Prisma } from '#generated/prisma/client.ts'
import type { Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'

export type ToldNews = {
  alertId: string
  sequence: number
  event: string
  level: string
  at: Date
  kind: string
  projectId: string
  sessionId: string | null
  sessionPlatformId: string | null
  archiveId: string | null
  archivePlatformId: string | null
}

/** One message for each endpoint that listens there. Also for one that is off: it gets them if it is on again within a day. */
export async function queueDeliveries(tx: Tx, news: readonly ToldNews[]): Promise<void> {
  if (news.length === 0) return
  const endpoints = await tx.endpoint.findMany({
    where: { removedAt: null },
    select: { id: true, projectId: true },
  })
  const data = news.flatMap((one) =>
    endpoints
      .filter(({ projectId }) => projectId === null || projectId === one.projectId)
      .map(({ id }) => ({ id: newId(), endpointId: id, event: `alert.${one.event}`, body: bodyOf(one) })),
  )
  if (data.length > 0) await tx.delivery.createMany({ data })
}

/**
 * What a program is told: kinds, ids and times. Names are none of its business, and would go where nobody here can take them
 * back; who may know them asks Gavel. `sequence` grows with what happens to an alert: a message may overtake another.
 */
function bodyOf(news: ToldNews): Prisma.InputJsonObject {
  return {
    type: `alert.${news.event}`,
    timestamp: news.at.toISOString(),
    data: {
      id: news.alertId,
      sequence: news.sequence,
      kind: news.kind,
      level: news.level,
      projectId: news.projectId,
      sessionId: news.sessionId,
      sessionPlatformId: news.sessionPlatformId,
      archiveId: news.archiveId,
      archivePlatformId: news.archivePlatformId,
    },
  }
}
