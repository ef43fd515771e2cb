import type { Metadata } from 'next'
import { AdminHead } from '#components/admin/admin-head.tsx'
import { InvitePersonButton } from '#components/admin/invite-person-button.tsx'
import { InvitesList } from '#components/admin/invites-list.tsx'
import { PeopleTable } from '#components/admin/people-table.tsx'
import { ScrollRegion } from '#components/ui/scroll-region.tsx'
import { mayEverywhere } from '#lib/access/actor.ts'
import { requireActor, requirePermission } from '#lib/access/require-actor.ts'
import { visibleProjects } from '#lib/live/visible-projects.ts'
import { listInvites, listPeople, roleOptions } from '#lib/people/queries.ts'

export const metadata: Metadata = { title: 'People' }

/** Who works here, what they hold, and who was invited. */
export default async function PeoplePage() {
  const actor = await requireActor()
  await requirePermission(actor, 'account.view')
  const [people, invites, roles, projects] = await Promise.all([
    listPeople(actor),
    listInvites(actor),
    roleOptions(actor),
    visibleProjects(actor),
  ])
  const active = people.filter(({ state }) => state === 'active').length
  return (
    <>
      <AdminHead title="People" about={`${active} with access`}>
        {mayEverywhere(actor, 'account.manage') && <InvitePersonButton roles={roles} projects={projects} />}
      </AdminHead>
      <ScrollRegion label="People" className="min-h-0 flex-1">
        <InvitesList invites={invites} />
        <PeopleTable people={people} me={actor.accountId} />
      </ScrollRegion>
    </>
  )
}
