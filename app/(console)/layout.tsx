import type { ReactNode } from 'react'
import { ADMIN_SECTIONS } from '#components/admin/admin-sections.ts'
import { ConsoleFrame } from '#components/shell/console-frame.tsx'
import type { PlaceId } from '#components/shell/places.ts'
import { type Actor, mayAnywhere } from '#lib/access/actor.ts'
import { requireActor } from '#lib/access/require-actor.ts'
import { countAlerts, mayHearAlerts } from '#lib/alerts/queries.ts'
import { countWaiting } from '#lib/archives/request-queries.ts'
import { visibleProjects } from '#lib/live/visible-projects.ts'
import { countDeletions } from '#lib/retention/list-deletions.ts'
// Every page, its waiting page and what is said when it fails have a top bar: with the frame, it is sent once for all.
import '#components/shell/top-bar.tsx'

/** Around every page for people who are signed in. Each page asks for its own permission. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor()
  const { accountId, name, email, seeingAs } = actor
  const [projects, requests, deletions, alerts] = await Promise.all([
    visibleProjects(actor),
    countWaiting(actor),
    countDeletions(actor),
    countAlerts(actor),
  ])
  const facts = {
    accountId,
    name,
    email,
    seeingAs,
    places: placesOf(actor),
    projects,
    waiting: bothOf(requests, deletions),
    alerts,
  }
  return <ConsoleFrame facts={facts}>{children}</ConsoleFrame>
}

/** What waits for the reader, of both kinds. The older position: a change too many is read, and none is missed. */
function bothOf(one: Waiting, other: Waiting): Waiting {
  if (!one || !other) return one ?? other
  return { count: one.count + other.count, position: Math.min(one.position, other.position) }
}

type Waiting = { count: number; position: number } | null

const ASKS_OR_ANSWERS = ['archive.start', 'archive.approve', 'archive.delete', 'archive.consent'] as const

function placesOf(actor: Actor): PlaceId[] {
  return [
    ...(mayAnywhere(actor, 'session.view') ? (['live'] as const) : []),
    ...(mayHearAlerts(actor) ? (['alerts'] as const) : []),
    ...(mayAnywhere(actor, 'archive.view') ? (['archives'] as const) : []),
    ...(ASKS_OR_ANSWERS.some((permission) => mayAnywhere(actor, permission)) ? (['requests'] as const) : []),
    ...(mayAnywhere(actor, 'audit.view') ? (['audit'] as const) : []),
    ...(ADMIN_SECTIONS.some(({ permission }) => mayAnywhere(actor, permission)) ? (['admin'] as const) : []),
  ]
}
