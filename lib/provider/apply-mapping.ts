import 'server-only'
import { adminsBesides, lockAdmins } from '#lib/access/guard-last-admin.ts'
import { announceRights } from '#lib/access/rights-channel.ts'
import { type AuditAuthor, recordAudit } from '#lib/audit/record-audit.ts'
import type { Tx } from '#lib/system/database.ts'
import { log } from '#lib/system/log.ts'
import type { MappedRole } from './role-mapping.ts'

type Place = { readonly roleId: string; readonly projectId: string | null }

/**
 * The roles and projects that a mapping means, as they are today. One that is not there is left out and logged at each
 * sign-in: roles are deleted and projects removed while servers run, and a start that failed because of that would keep
 * everybody out who has done nothing wrong.
 */
export async function placesOf(tx: Tx, mapped: readonly MappedRole[]): Promise<Place[]> {
  const roles = await tx.role.findMany({ where: { key: { in: mapped.map(({ roleKey }) => roleKey) } } })
  const platformIds = mapped.flatMap(({ projectPlatformId }) => projectPlatformId ?? [])
  const projects = await tx.project.findMany({ where: { platformId: { in: platformIds }, removedAt: null } })
  const places = mapped.flatMap(({ roleKey, projectPlatformId }): Place[] => {
    const role = roles.find(({ key }) => key === roleKey)
    const project = projects.find(({ platformId }) => platformId === projectPlatformId)
    if (role && (projectPlatformId === null || project))
      return [{ roleId: role.id, projectId: project?.id ?? null }]
    log.warn({ roleKey, projectPlatformId }, 'GAVEL_OIDC_ROLES names a role or project that is not there')
    return []
  })
  return places.filter((place, at) => places.findIndex((other) => same(place, other)) === at)
}

/**
 * Makes what an account holds by the provider what its groups give today. What people have given stays, wherever it lies;
 * and the last who can administer everything stays that, whatever the provider says.
 */
export async function applyMapping(
  tx: Tx,
  accountId: string,
  wanted: readonly Place[],
  by: AuditAuthor,
): Promise<void> {
  const held = await tx.roleHolding.findMany({
    where: { accountId },
    include: { role: { select: { key: true } } },
  })
  const given: Place[] = []
  const taken: Place[] = []
  const kept: Place[] = []
  for (const place of wanted) if (await give(tx, accountId, place, held)) given.push(place)
  for (const holding of held) {
    const place = { roleId: holding.roleId, projectId: holding.projectId }
    if (holding.source !== 'provider' || wanted.some((other) => same(place, other))) continue
    if (await isLastAdmin(tx, accountId, holding)) kept.push(place)
    else {
      await tx.roleHolding.delete({ where: { id: holding.id } })
      taken.push(place)
    }
  }
  if (kept.length) log.error({ accountId }, 'the provider would take the last admin away: they stay')
  if (given.length + taken.length + kept.length === 0) return
  await recordAudit(tx, {
    phase: 'event',
    action: 'role.map',
    ...by,
    subject: `account:${accountId}`,
    details: { given, taken, kept },
  })
  await announceRights(tx, accountId)
}

type Held = Place & {
  id: string
  expiresAt: Date | null
  source: 'person' | 'provider'
  role: { key: string }
}

/** Whether that was new. What somebody gave for a while and has run out is taken over; what still runs is theirs. */
async function give(tx: Tx, accountId: string, place: Place, held: readonly Held[]): Promise<boolean> {
  const before = held.find((holding) => same(holding, place))
  const data = { source: 'provider' as const, expiresAt: null, givenById: null }
  if (!before) await tx.roleHolding.create({ data: { accountId, ...place, ...data } })
  else if (before.expiresAt === null || before.expiresAt.getTime() > Date.now()) return false
  else await tx.roleHolding.update({ where: { id: before.id }, data })
  return true
}

async function isLastAdmin(tx: Tx, accountId: string, { projectId, role }: Held): Promise<boolean> {
  if (role.key !== 'admin' || projectId !== null) return false
  await lockAdmins(tx)
  return (await adminsBesides(tx, accountId)) === 0
}

function same(one: Place, other: Place): boolean {
  return one.roleId === other.roleId && one.projectId === other.projectId
}
