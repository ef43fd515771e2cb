import 'server-only'
import type { Scoped } from './action-spec.ts'
import { type Actor, may, mayAnywhere, mayEverywhere } from './actor.ts'
import { isAnyone, isOneself, type Needed } from './anyone.ts'

/** The question of every door: may this actor do that with this thing? `anywhere`: with anything at all. */
export function mayTouch(actor: Actor | null, permission: Needed, scoped: Scoped | 'anywhere'): boolean {
  if (isAnyone(permission)) return true
  if (actor === null) return false
  if (isOneself(permission)) return true
  if (scoped === 'anywhere') return mayAnywhere(actor, permission)
  return scoped.projectId === null
    ? mayEverywhere(actor, permission)
    : may(actor, permission, scoped.projectId)
}
