import 'server-only'
import { type Actor, mayAnywhere } from './actor.ts'

/** Whether somebody has to do with requests at all: asks for recordings or deletions, or answers them. */
export function answersRequests(actor: Actor): boolean {
  return (['archive.start', 'archive.approve', 'archive.delete', 'archive.consent'] as const).some(
    (permission) => mayAnywhere(actor, permission),
  )
}
