import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { PersonAccess } from '#components/admin/person-access.tsx'
import { PersonDevices } from '#components/admin/person-devices.tsx'
import { PersonHead } from '#components/admin/person-head.tsx'
import { PersonRoles } from '#components/admin/person-roles.tsx'
import { ScrollRegion } from '#components/ui/scroll-region.tsx'
import { mayAnywhere, mayEverywhere } from '#lib/access/actor.ts'
import { requireActor, requirePermission } from '#lib/access/require-actor.ts'
import { visibleProjects } from '#lib/live/visible-projects.ts'
import { personPage, roleOptions } from '#lib/people/queries.ts'

export const metadata: Metadata = { title: 'Person' }

/** One person: what they hold, where they are signed in, and what can be done about it. */
export default async function PersonPage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requireActor()
  await requirePermission(actor, 'account.view')
  const page = await personPage(actor, (await params).id)
  if (!page) notFound()
  const { person, devices, mayManage } = page
  const own = person.id === actor.accountId
  const [roles, projects] = await Promise.all([roleOptions(actor), visibleProjects(actor)])
  return (
    <>
      <PersonHead person={person} own={own} />
      <ScrollRegion label={person.name} className="min-h-0 flex-1">
        <div className="max-w-3xl">
          <PersonRoles
            person={person}
            roles={roles}
            projects={projects}
            mayGive={!own && person.state === 'active' && mayAnywhere(actor, 'role.grant')}
          />
          {mayEverywhere(actor, 'account.view') && person.state !== 'erased' && (
            <PersonDevices devices={devices} mayEnd={mayManage} />
          )}
          {mayManage && person.state !== 'erased' && <PersonAccess person={person} />}
        </div>
      </ScrollRegion>
    </>
  )
}
