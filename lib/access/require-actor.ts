import 'server-only'
import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { type Actor, may, mayAnywhere } from './actor.ts'
import { currentActor } from './current-actor.ts'
import { currentPartialDevice, STAGE_PATH } from './partial-device.ts'
import type { Permission } from './permissions.ts'
import { PATH_HEADER } from './safe-path.ts'

/** For pages: who asks. Whoever is signed out is sent to sign in, and comes back to this page afterwards. */
export async function requireActor(): Promise<Actor> {
  const actor = await currentActor()
  if (actor) return actor
  const partial = await currentPartialDevice()
  const entrance = partial ? STAGE_PATH[partial.stage] : '/sign-in'
  const path = (await headers()).get(PATH_HEADER)
  redirect(path && path !== '/' ? `${entrance}?next=${encodeURIComponent(path)}` : entrance)
}

/** For pages: goes on only with this permission, in this project or (for a page of many) in any. Else: not found. */
export async function requirePermission(
  actor: Actor,
  permission: Permission,
  projectId?: string,
): Promise<void> {
  const allowed = projectId === undefined ? mayAnywhere(actor, permission) : may(actor, permission, projectId)
  if (!allowed) notFound()
}
