import type { ReactNode } from 'react'
import { ADMIN_SECTIONS } from '#components/admin/admin-sections.ts'
import { ConsoleFrame } from '#components/shell/console-frame.tsx'
import type { PlaceId } from '#components/shell/places.ts'
import { type Actor, mayAnywhere } from '#lib/access/actor.ts'
import { answersRequests } from '#lib/access/answers-requests.ts'
import { requireActor } from '#lib/access/require-actor.ts'
import { countAlerts, mayHearAlerts } from '#lib/alerts/queries.ts'
import { countWaiting } from '#lib/archives/request-queries.ts'
import { visibleProjects } from '#lib/live/visible-projects.ts'
import { countDeletions } from '#lib/retention/queries.ts'
// Every page, its waiting page and what is said when it fails have a top bar: with the frame, it is sent once for all.
import '#components/shell/top-bar.tsx'

/** Around every page for people who are signed in. Each page asks for its own permission. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor()
  const { accountId, name, email, seeingAs } = actor
  const [projects, waiting, alerts] = await Promise.all([
    visibleProjects(actor),
    waitingFor(actor),
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

/** What waits for an answer of theirs: requests to record and to delete. */
async function waitingFor(actor: Actor): Promise<{ count: number; position: number } | null> {
  const counts = await Promise.all([countWaiting(actor), countDeletions(actor)])
  const told = counts.filter((one) => one !== null)
  if (told.length === 0) return null
  return {
    count: told.reduce((sum, { count }) => sum + count, 0),
    position: Math.min(...told.map(({ position }) => position)),
  }
}

function placesOf(actor: Actor): PlaceId[] {
  return [
    ...(mayAnywhere(actor, 'session.view') ? (['live'] as const) : []),
    ...(mayHearAlerts(actor) ? (['alerts'] as const) : []),
    ...(mayAnywhere(actor, 'archive.view') ? (['archives'] as const) : []),
    ...(answersRequests(actor) ? (['requests'] as const) : []),
    ...(mayAnywhere(actor, 'audit.view') ? (['audit'] as const) : []),
    ...(ADMIN_SECTIONS.some(({ permission }) => mayAnywhere(actor, permission)) ? (['admin'] as const) : []),
  ]
}
