import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { AdminHead } from '#components/admin/admin-head.tsx'
import { Credentials } from '#components/project/credentials.tsx'
import { ProjectActions } from '#components/project/project-actions.tsx'
import { ProjectSide } from '#components/project/project-side.tsx'
import { PLATFORM_WORDS } from '#components/project/project-words.ts'
import { RecordingPolicy } from '#components/project/recording-policy.tsx'
import { ReviewRules } from '#components/project/review-rules.tsx'
import { StorageSection } from '#components/project/storage-section.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import { requireActor, requirePermission } from '#lib/access/require-actor.ts'
import { policyPage } from '#lib/archives/request-queries.ts'
import { projectStorages } from '#lib/custody/storage-queries.ts'
import { projectPage } from '#lib/projects/queries.ts'
import { reviewRules } from '#lib/review/queries.ts'

export const metadata: Metadata = { title: 'Project' }

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requireActor()
  await requirePermission(actor, 'project.manage')
  const project = await projectPage(actor, (await params).id)
  const recording = project && (await policyPage(actor, project.id))
  const rules = project && (await reviewRules(actor, project.id))
  if (!project || !recording || !rules) notFound()
  const storages = await projectStorages(actor, project.id)
  const { name, platform, platformId, inSettings } = project
  return (
    <>
      <AdminHead title={visibleText(name)} about={`${PLATFORM_WORDS[platform].name}, ${platformId}`}>
        <ProjectActions project={project} />
      </AdminHead>
      <div className="flex min-h-0 flex-1 max-lg:flex-col max-lg:overflow-y-auto">
        <div className="min-w-0 flex-1 p-5 lg:overflow-y-auto">
          {inSettings && (
            <p className="mb-4 text-ink-2">
              The settings of this installation name this project: at each start, its name, address and
              secrets are what stands there.
            </p>
          )}
          <Credentials project={project} />
          <RecordingPolicy projectId={project.id} recording={recording} />
          <ReviewRules projectId={project.id} rules={rules} />
          {storages && <StorageSection projectId={project.id} storages={storages} />}
        </div>
        <ProjectSide project={project} recording={recording} />
      </div>
    </>
  )
}
