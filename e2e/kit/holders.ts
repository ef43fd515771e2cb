import { cookieNames } from '#lib/access/cookie-names.ts'
import { makeSessionToken } from '#lib/access/session-token.ts'
import { anAccount } from './rows.ts'
import type { Site } from './site.ts'
import type { Visitor } from './visitor.ts'

export type SignedIn = { name: string; visitor: Visitor; accountId: string; deviceId: string }

/** Somebody new who is signed in and holds nothing: a device as the door would have made it. */
export async function aSignedInVisitor(site: Site, name: string): Promise<SignedIn> {
  const account = await anAccount(site.db, name)
  const expiresAt = new Date(Date.now() + 3_600_000)
  const device = await site.db.device.create({
    data: { accountId: account.id, userAgent: 'test', address: '', expiresAt },
  })
  const visitor = site.visitor()
  visitor.setCookie(cookieNames(site.nodes[0]?.url ?? '').session, await makeSessionToken(device.id))
  return { name, visitor, accountId: account.id, deviceId: device.id }
}

/** Somebody new who holds a role in one project, or in all. */
export async function aHolder(site: Site, role: string, projectId: string | null): Promise<SignedIn> {
  const made = await aSignedInVisitor(site, projectId === null ? role : `${role} of one project`)
  const { id } = await site.db.role.findUniqueOrThrow({ where: { key: role } })
  await site.db.roleHolding.create({ data: { accountId: made.accountId, roleId: id, projectId } })
  return made
}

/** People who come with a cookie and are not signed in, or not wholly. */
export async function outsidersOf(site: Site): Promise<{ name: string; visitor: Visitor }[]> {
  const disabled = await aSignedInVisitor(site, 'deactivated')
  await site.db.account.update({ where: { id: disabled.accountId }, data: { disabledAt: new Date() } })
  const half = await aSignedInVisitor(site, 'half signed in')
  await site.db.device.update({ where: { id: half.deviceId }, data: { stage: 'factorDue' } })
  return [disabled, half, { name: 'anonymous', visitor: site.visitor() }]
}
