import type { ReactNode } from 'react'
import { ADMIN_SECTIONS } from '#components/admin/admin-sections.ts'
import { ConsoleFrame } from '#components/shell/console-frame.tsx'
import type { PlaceId } from '#components/shell/places.ts'
import { type Actor, mayAnywhere } from '#lib/access/actor.ts'
import { requireActor } from '#lib/access/require-actor.ts'
import { countAlerts, mayHearAlerts } from '#lib/alerts/queries.ts'
import { countWaiting } from '#lib/archives/request-queries.ts'
import { visibleProjects } from '#lib/live/visible-projects.ts'
// Every page, its waiting page and what is said when it fails have a top bar: with the frame, it is sent once for all.
import '#components/shell/top-bar.tsx'

/** Around every page for people who are signed in. Each page asks for its own permission. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor()
  const { accountId, name, email, seeingAs } = actor
  const [projects, waiting, alerts] = await Promise.all([
    visibleProjects(actor),
    countWaiting(actor),
    countAlerts(actor),
  ])
  const facts = {
    accountId,
    name,
    email,
    seeingAs,
    places: placesOf(actor),
    projects,
    waiting,
    alerts,
  }
  return <ConsoleFrame facts={facts}>{children}</ConsoleFrame>
}

function placesOf(actor: Actor): PlaceId[] {
  return [
    ...(mayAnywhere(actor, 'session.view') ? (['live'] as const) : []),
    ...(mayHearAlerts(actor) ? (['alerts'] as const) : []),
    ...(mayAnywhere(actor, 'archive.view') ? (['archives'] as const) : []),
    ...(mayAnywhere(actor, 'archive.start') || mayAnywhere(actor, 'archive.approve')
      ? (['requests'] as const)
      : []),
    ...(mayAnywhere(actor, 'audit.view') ? (['audit'] as const) : []),
    ...(ADMIN_SECTIONS.some(({ permission }) => mayAnywhere(actor, permission)) ? (['admin'] as const) : []),
  ]
}
