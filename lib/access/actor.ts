import 'server-only'
import type { Permission } from './permissions.ts'

/** Where an actor holds a permission: in every project, or in these. */
export type Where = 'everywhere' | ReadonlySet<string>

/** Whoever asks, as loaded once for a request. Only this folder makes one. */
export type Actor = {
  readonly accountId: string
  readonly deviceId: string
  readonly name: string
  readonly email: string
  /** Keys of the roles held anywhere. */
  readonly roles: readonly string[]
  /** When this device's owner last showed who they are, by the database's clock. */
  readonly authenticatedAt: Date
  readonly permissions: ReadonlyMap<Permission, Where>
  /** The name of the role as which they look around, read only; null while they are themselves. */
  readonly seeingAs: string | null
}

/** Whether this actor may do that in this project. */
export function may(actor: Actor, permission: Permission, projectId: string): boolean {
  const where = actor.permissions.get(permission)
  return where === 'everywhere' || (where?.has(projectId) ?? false)
}

/** Whether this actor may do that in every project: what belongs to no project asks for this. */
export function mayEverywhere(actor: Actor, permission: Permission): boolean {
  return actor.permissions.get(permission) === 'everywhere'
}

/** Whether this actor may do that anywhere at all: for showing a place in the menu, never for letting through. */
export function mayAnywhere(actor: Actor, permission: Permission): boolean {
  return actor.permissions.has(permission)
}

/** A Prisma filter that selects only rows of projects in which the actor holds the permission. */
export function whereMay(actor: Actor, permission: Permission): { projectId?: { in: string[] } } {
  const where = actor.permissions.get(permission)
  if (where === 'everywhere') return {}
  return { projectId: { in: [...(where ?? [])] } }
}

/** How long it counts that somebody has shown who they are (U16 of the security checks). */
const CONFIRMED_MS = 5 * 60_000

/** Whether they showed who they are a moment ago. A clock that differs by seconds from the database's does not matter here. */
export function isConfirmed(actor: Actor, now: Date): boolean {
  return now.getTime() - actor.authenticatedAt.getTime() < CONFIRMED_MS
}
