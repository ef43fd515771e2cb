import 'server-only'
import type { Prisma } from '#generated/prisma/client.ts'
import { type Actor, mayAnywhere } from '#lib/access/actor.ts'
import { feedHead } from '#lib/live/feed-head.ts'
import { type Database, database, type Tx } from '#lib/system/database.ts'
import { alertViews } from './alert-views.ts'
import type { AlertCount, AlertList, AlertQuery, Bell, MailChoice } from './model.ts'
import { whereMaySeeAlert } from './see-alerts.ts'

const PAGE = 50
const IN_THE_BELL = 6

/** Alerts of one part of the page, newest first; those that are over by when they ended. */
export function listAlerts(actor: Actor, query: AlertQuery, db: Database = database()): Promise<AlertList> {
  return db.$transaction(async (tx) => {
    const { position } = await feedHead(tx)
    const seen = whereMaySeeAlert(actor)
    const where = { AND: [seen, wherePart(actor, query)] }
    const when = query.show === 'resolved' ? 'resolvedAt' : 'at'
    const begins = query.after && (await tx.alert.count({ where: { AND: [where, { id: query.after }] } })) > 0
    const views = await alertViews(tx, actor, {
      where,
      orderBy: [{ [when]: 'desc' }, { id: 'desc' }],
      take: PAGE + 1,
      ...(begins && query.after !== undefined ? { cursor: { id: query.after }, skip: 1 } : {}),
    })
    const alerts = views.slice(0, PAGE)
    const open = await tx.alert.count({ where: { AND: [seen, { resolvedAt: null }] } })
    return { position, alerts, next: views.length > PAGE ? (alerts.at(-1)?.id ?? null) : null, open }
  })
}

function wherePart(actor: Actor, { show, kind, level, project }: AlertQuery): Prisma.AlertWhereInput {
  return {
    ...(show === 'resolved' ? { resolvedAt: { not: null } } : { resolvedAt: null }),
    ...(show === 'mine' && { claimedById: actor.accountId }),
    ...(kind && { kind }),
    ...(level && { level }),
    ...(project && { projectId: project }),
  }
}

/** Whether there is a bell for this actor at all. */
export function mayHearAlerts(actor: Actor): boolean {
  return mayAnywhere(actor, 'session.view') || mayAnywhere(actor, 'archive.view')
}

/** How many alerts are open for this actor, and where the feed stood; null for whoever sees none. */
export async function countAlerts(actor: Actor, db: Database = database()): Promise<AlertCount | null> {
  return mayHearAlerts(actor) ? db.$transaction((tx) => countOpen(tx, actor)) : null
}

/** The same with the newest of them. */
export function bell(actor: Actor, db: Database = database()): Promise<Bell> {
  return db.$transaction(async (tx) => ({
    ...(await countOpen(tx, actor)),
    newest: await alertViews(tx, actor, {
      where: { AND: [whereMaySeeAlert(actor), { resolvedAt: null }] },
      orderBy: [{ at: 'desc' }, { id: 'desc' }],
      take: IN_THE_BELL,
    }),
  }))
}

async function countOpen(tx: Tx, actor: Actor): Promise<AlertCount> {
  const { position } = await feedHead(tx)
  const levels = await tx.alert.groupBy({
    by: ['level'],
    where: { AND: [whereMaySeeAlert(actor), { resolvedAt: null }] },
    _count: { _all: true },
    _max: { at: true },
  })
  const newest = levels
    .flatMap(({ _max }) => _max.at ?? [])
    .sort((one, other) => other.getTime() - one.getTime())[0]
  return {
    position,
    open: levels.reduce((sum, { _count }) => sum + _count._all, 0),
    urgent: levels.find(({ level }) => level === 'urgent')?._count._all ?? 0,
    newestAt: newest?.toISOString() ?? null,
  }
}

/** Which alerts this actor gets by mail; null for who would get none, whatever they chose. */
export async function mailChoice(actor: Actor, db: Database = database()): Promise<MailChoice | null> {
  if (!mayAnywhere(actor, 'alert.handle')) return null
  const account = await db.account.findUnique({ where: { id: actor.accountId }, select: { alertMail: true } })
  return account?.alertMail ?? null
}
