'use client'
import { useRouter } from 'next/navigation'
import { DoorDialog } from '#components/shell/door-dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { announce } from '#components/ui/live-region.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import { refuseRequest } from '#lib/archives/actions.ts'
import type { Answers } from './use-answers.ts'

/** Says no to a request, with words if there are any. */
export function RefuseDialog({ answers: { refusing, closeRefusing } }: { answers: Answers }) {
  const router = useRouter()
  if (!refusing) return null
  return (
    <DoorDialog
      title="Refuse to record?"
      description={`${visibleText(refusing.askedBy)} is told, with your name.`}
      verb="Refuse"
      doing="Refusing"
      send={({ words }) =>
        refuseRequest({ requestId: refusing.id, ...(words?.trim() && { words: words.trim() }) })
      }
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
