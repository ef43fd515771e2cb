'use client'
import { CircleX, Pause } from 'lucide-react'
import { Age } from '#components/ui/age.tsx'
import { Badge } from '#components/ui/badge.tsx'
import type { ProjectRow } from '#lib/projects/model.ts'

/** Whether a project works: paused, in trouble, or when the platform last agreed. */
export function ProjectState({ project: { pausedAt, trouble, reconciledAt } }: { project: ProjectRow }) {
  if (pausedAt)
    return (
      <Badge tone="stale">
        <Pause aria-hidden="true" />
        Paused
      </Badge>
    )
  if (trouble)
    return (
      <span className="flex min-w-0 items-start gap-1.5 text-failed">
        <CircleX aria-hidden="true" className="mt-0.5 size-3.5 flex-none" />
        <span className="min-w-0">{trouble}</span>
      </span>
    )
  if (!reconciledAt) return <span className="text-ink-2">Not compared yet</span>
  return (
    <span className="text-ink-2">
      Compared <Age since={reconciledAt} /> ago
    </span>
  )
}
