'use client'
import { useRouter } from 'next/navigation'
import { DoorDialog } from '#components/shell/door-dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { announce } from '#components/ui/live-region.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import { approveDeletion, refuseDeletion } from '#lib/retention/actions.ts'
import type { DeletionAnswers } from './use-deletion-answers.ts'

/** Agrees to a deletion or says no, with words if there are any. */
export function AnswerDeletionDialog({ answers: { answering, close } }: { answers: DeletionAnswers }) {
  const router = useRouter()
  if (!answering) return null
  const { how, deletion } = answering
  const isYes = how === 'approve'
  const name = visibleText(deletion.sessionName ?? 'Session without a name', 60)
  return (
    <DoorDialog<unknown>
      title={isYes ? 'Delete this recording for good?' : 'Refuse to delete?'}
      description={
        isYes
          ? `“${name}” goes from storage and from the platform, and nothing brings it back. Its record stays, with your name.`
          : `“${name}” stays. ${visibleText(deletion.askedBy ?? '')} sees your name beside it.`
      }
      verb={isYes ? 'Approve and delete' : 'Refuse'}
      doing={isYes ? 'Approving' : 'Refusing'}
      danger={isYes}
      send={({ words }) => {
        const given = { deletionId: deletion.id, ...(words?.trim() && { words: words.trim() }) }
        return isYes ? approveDeletion(given) : refuseDeletion(given)
      }}
      onDone={() => {
        close()
        announce(isYes ? 'Approved. It is being deleted' : 'Refused', 'own')
        router.refresh()
      }}
      onClose={close}
    >
      <Field label="Words for the record (optional)" name="words" maxLength={200} autoFocus />
    </DoorDialog>
  )
}
