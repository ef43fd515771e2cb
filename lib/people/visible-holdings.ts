import 'server-only'
import type { Actor } from '#lib/access/actor.ts'

/** Who holds what, as far as this reader sees it: of other projects neither the people nor that there are such projects. */
export function visibleHoldings(actor: Actor): { projectId?: { in: string[] } } {
  const where = actor.permissions.get('account.view')
  return where === 'everywhere' ? {} : { projectId: { in: [...(where ?? [])] } }
}
