'use client'
import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { useGuarded } from '#components/shell/confirm-yourself.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { announce } from '#components/ui/live-region.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import { pauseProject, removeProject, resumeProject } from '#lib/projects/actions.ts'
import type { ProjectPage } from '#lib/projects/model.ts'
import { DoorDialog } from './door-dialog.tsx'

/** What can be done to a project as a whole. */
export function ProjectActions({ project: { id, name, pausedAt } }: { project: ProjectPage }) {
  const router = useRouter()
  const [removing, setRemoving] = useState(false)
  return (
    <span className="flex gap-2 max-sm:hidden">
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
  const router = useRouter()
  const guarded = useGuarded()
  const [pending, startTransition] = useTransition()
  const press = () =>
    startTransition(async () => {
      const act = paused ? resumeProject : pauseProject
      const reply = await guarded(() => act({ projectId })).catch(() => null)
      if (reply?.ok) router.refresh()
      announce(
        reply?.ok ? (paused ? 'Resumed' : 'Paused') : (reply?.message ?? 'Gavel could not be reached'),
        'own',
      )
    })
  return (
    <Button onClick={press} disabled={pending}>
      {paused ? 'Resume' : 'Pause'}
    </Button>
  )
}
