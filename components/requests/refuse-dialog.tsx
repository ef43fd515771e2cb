'use client'
import { useRouter } from 'next/navigation'
import { DoorDialog } from '#components/shell/door-dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { announce } from '#components/ui/live-region.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import { refuseRequest } from '#lib/archives/actions.ts'
import { refuseDeletion } from '#lib/retention/actions.ts'
import type { Answers } from './use-answers.ts'

/** Says no to a request, with words if there are any. */
export function RefuseDialog({ answers: { refusing, closeRefusing } }: { answers: Answers }) {
  const router = useRouter()
  if (!refusing) return null
  return (
    <DoorDialog
      title={refusing.kind === 'record' ? 'Refuse to record?' : 'Refuse to delete?'}
      description={`${visibleText(refusing.askedBy)} is told, with your name.`}
      verb="Refuse"
      doing="Refusing"
      send={({ words }) => {
        const said = words?.trim() ? { words: words.trim() } : {}
        return refusing.kind === 'record'
          ? refuseRequest({ requestId: refusing.id, ...said })
          : refuseDeletion({ deletionId: refusing.id, ...said })
      }}
      onDone={() => {
        closeRefusing()
        announce('Refused', 'own')
        router.refresh()
      }}
      onClose={closeRefusing}
    >
      <Field label="Why, for whoever asked (optional)" name="words" maxLength={200} autoFocus />
    </DoorDialog>
  )
}
