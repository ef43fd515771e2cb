'use client'
import { Timer } from 'lucide-react'
import { Badge } from '#components/ui/badge.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import type { HoldingView } from '#lib/people/model.ts'

/** A role and where it is held; a clock when it runs out. */
export function HoldingBadge({ holding }: { holding: HoldingView }) {
  const { roleName, projectName, until } = holding
  return (
    <Badge tone="line">
      {until !== null && <Timer aria-label="For a time" />}
      {visibleText(roleName)}
      {projectName !== null && <span className="text-ink-3">{visibleText(projectName)}</span>}
    </Badge>
  )
}
