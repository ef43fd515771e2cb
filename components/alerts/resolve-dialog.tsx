'use client'
import { useRouter } from 'next/navigation'
import { DoorDialog } from '#components/shell/door-dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { announce } from '#components/ui/live-region.tsx'
import { resolveAlert } from '#lib/alerts/actions.ts'
import { sentenceOf } from './sentence-of.ts'
import type { AlertVerbs } from './use-alert-verbs.ts'

/** Says in words what came of an alert. */
export function ResolveDialog({ verbs: { resolving, closeResolving, resolved } }: { verbs: AlertVerbs }) {
  const router = useRouter()
  if (!resolving) return null
  return (
    <DoorDialog
      title="Resolve this alert?"
      description={sentenceOf(resolving)}
      verb="Resolve"
      doing="Resolving"
      send={({ words }) => resolveAlert({ alertId: resolving.id, words: words ?? '' })}
      onDone={() => {
        resolved(resolving.id)
        announce('Resolved', 'own')
        router.refresh()
      }}
      onClose={closeResolving}
    >
      <Field
        label="What came of it"
        name="words"
        required
        maxLength={300}
        autoFocus
        hint="Others read it beside the alert, and it stands on the record."
      />
    </DoorDialog>
  )
}
