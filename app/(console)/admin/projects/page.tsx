import { Boxes } from 'lucide-react'
import type { Metadata } from 'next'
import { AdminHead } from '#components/admin/admin-head.tsx'
import { AddProject } from '#components/project/add-project.tsx'
import { ProjectTable } from '#components/project/project-table.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ScrollRegion } from '#components/ui/scroll-region.tsx'
import { mayEverywhere } from '#lib/access/actor.ts'
import { requireActor, requirePermission } from '#lib/access/require-actor.ts'
import { listProjects } from '#lib/projects/queries.ts'

export const metadata: Metadata = { title: 'Projects' }

export default async function Page() {
  const actor = await requireActor()
  await requirePermission(actor, 'project.manage')
  const projects = await listProjects(actor)
  return (
    <>
      <AdminHead title="Projects" about={`${projects.length} here`}>
        {mayEverywhere(actor, 'project.manage') && <AddProject />}
      </AdminHead>
      {projects.length === 0 ? (
        <EmptyState icon={<Boxes aria-hidden="true" />} title="No projects">
          Add one with its credentials, and its sessions appear under Live.
        </EmptyState>
      ) : (
        <ScrollRegion label="Projects" className="min-h-0 flex-1">
          <ProjectTable projects={projects} />
        </ScrollRegion>
      )}
    </>
  )
}
