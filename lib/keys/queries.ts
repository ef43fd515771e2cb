import 'server-only'
import { type Actor, mayEverywhere, whereMay } from '#lib/access/actor.ts'
import { API_SCOPES } from '#lib/access/api-scopes.ts'
import { notRunOut } from '#lib/access/holdings.ts'
import { scopesOf } from '#lib/access/load-key.ts'
import { type Database, database } from '#lib/system/database.ts'
import type { KeyChoices, KeyRow, KeyState } from './model.ts'

/** The keys this actor may manage: those that are good first, then the newest. */
export async function listKeys(actor: Actor, db: Database = database()): Promise<KeyRow[]> {
  const now = new Date()
  const rows = await db.apiKey.findMany({
    where: whereMay(actor, 'apiKey.manage'),
    select: {
      id: true,
      name: true,
      prefix: true,
      scopes: true,
      projectId: true,
      createdAt: true,
      expiresAt: true,
      lastUsedAt: true,
      revokedAt: true,
      project: { select: { id: true, name: true } },
      createdBy: {
        select: {
          name: true,
          disabledAt: true,
          holdings: {
            where: notRunOut(),
            select: { projectId: true, role: { select: { permissions: true } } },
          },
        },
      },
    },
    orderBy: { id: 'desc' },
    take: 500,
  })
  const views = rows.map(({ createdBy, createdAt, revokedAt, projectId, ...row }): KeyRow => {
    const holdings = createdBy.holdings.map((held) => ({
      projectId: held.projectId,
      permissions: held.role.permissions,
    }))
    const reaches =
      createdBy.disabledAt === null && scopesOf({ scopes: row.scopes, projectId, holdings }).size > 0
    return {
      ...row,
      madeBy: createdBy.name,
      madeAt: createdAt.toISOString(),
      expiresAt: row.expiresAt?.toISOString() ?? null,
      lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
      state: stateOf({ revokedAt, expiresAt: row.expiresAt, reaches }, now),
    }
  })
  const isOver = ({ state }: KeyRow) => Number(state === 'revoked' || state === 'expired')
  return views.sort((one, other) => isOver(one) - isOver(other))
}

function stateOf(
  key: { revokedAt: Date | null; expiresAt: Date | null; reaches: boolean },
  now: Date,
): KeyState {
  if (key.revokedAt !== null) return 'revoked'
  if (key.expiresAt !== null && key.expiresAt <= now) return 'expired'
  return key.reaches ? 'good' : 'asleep'
}

/** What this actor may make keys for. */
export async function keyChoices(actor: Actor, db: Database = database()): Promise<KeyChoices> {
  const { projectId } = whereMay(actor, 'apiKey.manage')
  const projects = await db.project.findMany({
    where: { removedAt: null, ...(projectId ? { id: projectId } : {}) },
    select: { id: true, name: true },
    orderBy: { name: 'asc' },
  })
  return {
    projects,
    everywhere: mayEverywhere(actor, 'apiKey.manage'),
    scopes: Object.entries(API_SCOPES).map(([id, { words }]) => ({ id, words })),
  }
}
