'use client'
import { useRouter } from 'next/navigation'
import { DoorDialog } from '#components/shell/door-dialog.tsx'
import { announce } from '#components/ui/live-region.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import { approveDeletion } from '#lib/retention/actions.ts'
import type { Answers } from './use-answers.ts'

/** Asks once more before somebody agrees that a recording is deleted for good. */
export function DeleteDialog({ answers: { deleting, closeDeleting } }: { answers: Answers }) {
  const router = useRouter()
  if (!deleting) return null
  return (
    <DoorDialog
      title="Delete it for good?"
      description={`${visibleText(deleting.askedBy)} asks for it. The file goes from the storage and from the platform; who asked, who agreed and a certificate stay.`}
      verb="Delete for good"
      doing="Approving"
      danger
      send={() => approveDeletion({ deletionId: deleting.id })}
      onDone={() => {
        closeDeleting()
        announce('Approved. The recording is being deleted', 'own')
        router.refresh()
      }}
      onClose={closeDeleting}
    />
  )
}
