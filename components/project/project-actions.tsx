'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { DoorDialog } from '#components/shell/door-dialog.tsx'
import { useDoor } from '#components/shell/use-door.ts'
import { Button } from '#components/ui/button.tsx'
import { Field, FormProblem } from '#components/ui/field.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import { pauseProject, removeProject, resumeProject } from '#lib/projects/actions.ts'
import type { ProjectPage } from '#lib/projects/model.ts'

/** What can be done to a project as a whole. */
export function ProjectActions({ project: { id, name, pausedAt } }: { project: ProjectPage }) {
  const router = useRouter()
  const [removing, setRemoving] = useState(false)
  return (
    <span className="flex items-center gap-2 max-sm:hidden">
      <PauseButton projectId={id} paused={pausedAt !== null} />
      <Button onClick={() => setRemoving(true)}>Remove</Button>
      {removing && (
        <DoorDialog
          title={`Remove ${visibleText(name)}?`}
          description="Its credentials are deleted, its callbacks are refused, its keys and roles end. What happened in it stays on the record."
          verb="Remove project"
          doing="Removing"
          danger
          send={({ name: typed }) => removeProject({ projectId: id, name: typed })}
          onDone={() => router.push('/admin/projects')}
          onClose={() => setRemoving(false)}
        >
          <Field label={`Type its name: ${visibleText(name)}`} name="name" required maxLength={200} />
        </DoorDialog>
      )}
    </span>
  )
}

function PauseButton({ projectId, paused }: { projectId: string; paused: boolean }) {
  const { run, pending, problem } = useDoor()
  const press = () =>
    run(() => (paused ? resumeProject : pauseProject)({ projectId }), { done: paused ? 'Resumed' : 'Paused' })
  return (
    <>
      <FormProblem>{problem}</FormProblem>
      <Button onClick={press} disabled={pending}>
        {paused ? 'Resume' : 'Pause'}
      </Button>
    </>
  )
}
