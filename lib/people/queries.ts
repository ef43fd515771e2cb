import 'server-only'
import { type Actor, may, mayAnywhere, mayEverywhere, whereMay } from '#lib/access/actor.ts'
import { covers, type Holding, holdingsOf } from '#lib/access/holdings.ts'
import { listDevices } from '#lib/access/list-devices.ts'
import type { SignedInDevice } from '#lib/access/model.ts'
import { isSecondFactor } from '#lib/access/second-factor.ts'
import { type Database, database } from '#lib/system/database.ts'
import { idSchema } from '#lib/system/ids.ts'
import type { HoldingView, InviteView, PersonView, RoleOption } from './model.ts'

/** What a lead of some projects sees of people: those who hold something there. */
function whereVisible(actor: Actor) {
  const seen = whereMay(actor, 'account.view')
  return seen.projectId ? { holdings: { some: seen } } : {}
}

function hereOrEverywhere(actor: Actor) {
  const seen = whereMay(actor, 'account.view')
  return seen.projectId ? { OR: [{ projectId: null }, seen] } : {} // an empty condition within OR holds for nothing
}

/** Of somebody's roles: those in the reader's projects, and those that hold in all. */
const shownTo = (actor: Actor) => ({
  id: true,
  name: true,
  email: true,
  disabledAt: true,
  erasedAt: true,
  devices: {
    where: { stage: 'full' as const },
    select: { lastSeenAt: true },
    orderBy: { lastSeenAt: 'desc' as const },
    take: 1,
  },
  factors: {
    where: isSecondFactor(),
    select: { id: true },
    take: 1,
  },
  holdings: {
    where: hereOrEverywhere(actor),
    select: {
      id: true,
      roleId: true,
      projectId: true,
      createdAt: true,
      expiresAt: true,
      role: { select: { name: true, permissions: true } },
      project: { select: { name: true } },
      givenBy: { select: { name: true } },
    },
    orderBy: { createdAt: 'asc' as const },
  },
})

/** Everybody this actor may see, by name; who was erased is left out. */
export async function listPeople(actor: Actor, db: Database = database()): Promise<PersonView[]> {
  const held = await holdingsOf(db, actor.accountId)
  const rows = await db.account.findMany({
    where: { erasedAt: null, ...whereVisible(actor) },
    select: shownTo(actor),
    orderBy: [{ disabledAt: { sort: 'asc', nulls: 'first' } }, { name: 'asc' }, { id: 'asc' }],
    take: 1_000,
  })
  return rows.map((row) => personView(actor, held, row))
}

/** One person, with where they are signed in; null when there is none that this actor may see. */
export async function personPage(
  actor: Actor,
  id: string,
): Promise<{ person: PersonView; devices: SignedInDevice[]; mayManage: boolean } | null> {
  if (!idSchema.safeParse(id).success) return null
  const db = database()
  const row = await db.account.findFirst({ where: { id, ...whereVisible(actor) }, select: shownTo(actor) })
  if (!row) return null
  const held = await holdingsOf(db, actor.accountId)
  const theirs = await holdingsOf(db, id)
  return {
    person: personView(actor, held, row),
    devices: mayEverywhere(actor, 'account.view') ? await listDevices(id) : [],
    mayManage:
      id !== actor.accountId &&
      mayEverywhere(actor, 'account.manage') &&
      theirs.every((one) => covers(held, one)),
  }
}

type Row = {
  id: string
  name: string
  email: string
  disabledAt: Date | null
  erasedAt: Date | null
  devices: { lastSeenAt: Date }[]
  factors: { id: string }[]
  holdings: {
    id: string
    roleId: string
    projectId: string | null
    createdAt: Date
    expiresAt: Date | null
    role: { name: string; permissions: string[] }
    project: { name: string } | null
    givenBy: { name: string } | null
  }[]
}

function personView(actor: Actor, held: readonly Holding[], row: Row): PersonView {
  const { id, name, email } = row
  return {
    id,
    name,
    email,
    state: row.erasedAt ? 'erased' : row.disabledAt ? 'deactivated' : 'active',
    twoFactors: row.factors.length > 0,
    lastSeenAt: row.devices[0]?.lastSeenAt.toISOString() ?? null,
    holdings: row.holdings
      .filter(({ expiresAt }) => expiresAt === null || expiresAt > new Date())
      .map((one): HoldingView => {
        const { projectId, expiresAt, role } = one
        const here =
          projectId === null ? mayEverywhere(actor, 'role.grant') : may(actor, 'role.grant', projectId)
        return {
          id: one.id,
          roleId: one.roleId,
          roleName: role.name,
          projectId,
          projectName: one.project?.name ?? null,
          until: expiresAt?.toISOString() ?? null,
          givenBy: one.givenBy?.name ?? null,
          since: one.createdAt.toISOString(),
          mayTake: here && covers(held, { permissions: role.permissions, projectId, expiresAt }),
        }
      }),
  }
}

/** Invites that are open, newest first; for those who may take them back. */
export async function listInvites(actor: Actor): Promise<InviteView[]> {
  if (!mayEverywhere(actor, 'account.manage')) return []
  const rows = await database().$queryRaw<(Omit<InviteView, 'expiresAt'> & { expiresAt: Date })[]>`
    SELECT l."id", l."name", l."email", a."name" AS "invitedBy", l."expiresAt",
      COALESCE((SELECT jsonb_agg(jsonb_build_object('roleName', r."name", 'projectName', p."name"))
        FROM jsonb_to_recordset(l."roles") AS w("roleId" uuid, "projectId" uuid)
        JOIN "Role" r ON r."id" = w."roleId" LEFT JOIN "Project" p ON p."id" = w."projectId"), '[]') AS "roles"
    FROM "AccountLink" l LEFT JOIN "Account" a ON a."id" = l."createdById"
    WHERE l."kind" = 'invite' AND l."usedAt" IS NULL AND l."revokedAt" IS NULL AND l."expiresAt" > now()
    ORDER BY l."createdAt" DESC LIMIT 200`
  return rows.map((row) => ({ ...row, expiresAt: row.expiresAt.toISOString() }))
}

/** The roles there are, and which of them this actor could give somewhere. */
export async function roleOptions(actor: Actor): Promise<RoleOption[]> {
  if (!mayAnywhere(actor, 'account.view')) return []
  const db = database()
  const held = await holdingsOf(db, actor.accountId)
  const rows = await db.role.findMany({
    select: { id: true, name: true, builtIn: true, permissions: true },
    orderBy: [{ builtIn: 'desc' }, { name: 'asc' }],
  })
  const places = [null, ...new Set(held.flatMap(({ projectId }) => projectId ?? []))]
  return rows.map(({ permissions, ...role }) => ({
    ...role,
    mayGive: places.some((projectId) =>
      held.some(({ expiresAt }) =>
        covers(held, { permissions: [...permissions, 'role.grant'], projectId, expiresAt }),
      ),
    ),
  }))
}
