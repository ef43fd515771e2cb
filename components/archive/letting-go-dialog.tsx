'use client'
import { useRouter } from 'next/navigation'
import { DoorDialog } from '#components/shell/door-dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { announce } from '#components/ui/live-region.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import { askDeletion, askExport, liftHold, placeHold } from '#lib/retention/actions.ts'
import type { HoldView } from '#lib/retention/model.ts'

export type LettingGoQuestion = { ask: 'hold' | 'delete' | 'export' } | { ask: 'lift'; hold: HoldView }

const WORDS = {
  hold: {
    title: 'Place a legal hold?',
    about: 'Nothing deletes this recording while it stands. Several may stand at once.',
    verb: 'Place the hold',
    doing: 'Placing',
    done: 'On hold',
  },
  lift: {
    title: 'Lift this hold?',
    about: 'If no other stands, rules and people may delete the recording again.',
    verb: 'Lift the hold',
    doing: 'Lifting',
    done: 'Hold lifted',
  },
  delete: {
    title: 'Ask to delete for good?',
    about:
      'Somebody else must agree within 24 hours. Then it goes from storage and from the platform; a record of it stays.',
    verb: 'Ask to delete',
    doing: 'Asking',
    done: 'Asked to delete',
  },
  export: {
    title: 'Export as a signed package?',
    about:
      'The file, its timeline, findings and its part of the audit log. It lies ready for 7 days; each download is on the record.',
    verb: 'Make the package',
    doing: 'Asking',
    done: 'The package is being made',
  },
} as const

/** Each of these wants its reason, which stands on the record. */
export function LettingGoDialog({
  archiveId,
  question,
  onClose,
}: {
  archiveId: string
  question: LettingGoQuestion
  onClose: () => void
}) {
  const router = useRouter()
  const words = WORDS[question.ask]
  return (
    <DoorDialog<unknown>
      title={words.title}
      description={
        question.ask === 'lift' ? `“${visibleText(question.hold.reason, 100)}”. ${words.about}` : words.about
      }
      verb={words.verb}
      doing={words.doing}
      danger={question.ask === 'delete'}
      send={({ reason = '' }) => send(archiveId, question, reason)}
      onDone={() => {
        onClose()
        announce(words.done, 'own')
        router.refresh()
      }}
      onClose={onClose}
    >
      <Field label="Why" name="reason" required minLength={3} maxLength={300} autoFocus />
    </DoorDialog>
  )
}

function send(archiveId: string, question: LettingGoQuestion, reason: string) {
  switch (question.ask) {
    case 'hold':
      return placeHold({ archiveId, reason })
    case 'lift':
      return liftHold({ holdId: question.hold.id, reason })
    case 'delete':
      return askDeletion({ archiveId, reason })
    case 'export':
      return askExport({ archiveId, reason })
  }
}
