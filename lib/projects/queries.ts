import 'server-only'
import { type Actor, may, whereMay } from '#lib/access/actor.ts'
import { type Database, database } from '#lib/system/database.ts'
import { env } from '#lib/system/env.ts'
import { idSchema } from '#lib/system/ids.ts'
import { callbackUrlOf } from './callback-url.ts'
import type { ProjectPage, ProjectRow } from './model.ts'
import { type Deed, deedsOf, newestBy } from './project-deeds.ts'

const FIELDS = {
  id: true,
  name: true,
  platform: true,
  platformId: true,
  apiUrl: true,
  signedCallbacks: true,
  reconciledAt: true,
  trouble: true,
  pausedAt: true,
  _count: { select: { sessions: { where: { live: true } } } },
} as const
const CHANGES_SHOWN = 8

/** The projects this actor may manage, by name. */
export async function listProjects(actor: Actor, db: Database = database()): Promise<ProjectRow[]> {
  const { projectId } = whereMay(actor, 'project.manage')
  const rows = await db.project.findMany({
    where: { removedAt: null, ...(projectId ? { id: projectId } : {}) },
    select: FIELDS,
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
  return rows.map(rowView)
}

/** One project's page; null when there is none that this actor may manage. */
export async function projectPage(
  actor: Actor,
  id: string,
  db: Database = database(),
): Promise<ProjectPage | null> {
  if (!idSchema.safeParse(id).success || !may(actor, 'project.manage', id)) return null
  const row = await db.project.findFirst({ where: { id, removedAt: null }, select: FIELDS })
  if (!row) return null
  const secrets = await db.sealedSecret.findMany({
    where: { projectId: id },
    select: { purpose: true, createdAt: true, validUntil: true },
    orderBy: { createdAt: 'desc' },
  })
  const deeds = await deedsOf(db, id)
  const { OPENTOK_API_KEY, VONAGE_APPLICATION_ID } = env()
  return {
    ...rowView(row),
    secret: secretView(
      secrets.filter(({ purpose }) => purpose !== 'signatureSecret'),
      newestBy(deeds, ['add', 'replaceSecret', 'changeAddress', 'settings']),
    ),
    signature: secretView(
      secrets.filter(({ purpose }) => purpose === 'signatureSecret'),
      newestBy(deeds, ['add', 'replaceSignature', 'settings']),
    ),
    callbackUrl: callbackUrlOf(row.platformId),
    inSettings: [OPENTOK_API_KEY, VONAGE_APPLICATION_ID].includes(row.platformId),
    changes: deeds.slice(0, CHANGES_SHOWN),
  }
}

type Row = Omit<ProjectRow, 'signed' | 'reconciledAt' | 'pausedAt' | 'live'> & {
  signedCallbacks: boolean
  reconciledAt: Date | null
  pausedAt: Date | null
  _count: { sessions: number }
}

function rowView({ signedCallbacks, reconciledAt, pausedAt, _count, ...row }: Row): ProjectRow {
  return {
    ...row,
    signed: signedCallbacks,
    reconciledAt: reconciledAt?.toISOString() ?? null,
    pausedAt: pausedAt?.toISOString() ?? null,
    live: _count.sessions,
  }
}

/** Of the rows of one purpose, newest first: the current one, and until when one before it is good. */
function secretView(rows: readonly { createdAt: Date; validUntil: Date | null }[], by: Deed | undefined) {
  const current = rows.find(({ validUntil }) => validUntil === null)
  if (!current) return null
  const old = rows.flatMap(({ validUntil }) => (validUntil && validUntil > new Date() ? [validUntil] : []))
  return {
    setAt: current.createdAt.toISOString(),
    by: by?.by ?? null,
    oldValidUntil: old[0]?.toISOString() ?? null,
  }
}
