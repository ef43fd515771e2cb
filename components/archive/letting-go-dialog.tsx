'use client'
import { useRouter } from 'next/navigation'
import { DoorDialog } from '#components/shell/door-dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { announce } from '#components/ui/live-region.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import type { ActionReply } from '#lib/access/action-reply.ts'
import { askDeletion, liftHold, placeHold } from '#lib/retention/actions.ts'
import type { HoldView } from '#lib/retention/model.ts'

export type LettingGoQuestion =
  | { kind: 'hold' | 'delete'; archiveId: string }
  | { kind: 'lift'; hold: HoldView }

/** Asks why a recording is held, a hold is lifted, or it should be deleted. */
export function LettingGoDialog({ question, onClose }: { question: LettingGoQuestion; onClose: () => void }) {
  const router = useRouter()
  const words = wordsOf(question)
  return (
    <DoorDialog
      title={words.title}
      description={words.description}
      verb={words.verb}
      doing={words.doing}
      send={({ reason = '' }) => send(question, reason.trim())}
      onDone={() => {
        onClose()
        announce(words.done, 'own')
        router.refresh()
      }}
      onClose={onClose}
    >
      <Field label={words.label} name="reason" maxLength={500} required autoFocus />
    </DoorDialog>
  )
}

async function send(question: LettingGoQuestion, reason: string): Promise<ActionReply<unknown>> {
  if (question.kind === 'lift') return liftHold({ holdId: question.hold.id, reason })
  const { archiveId } = question
  return question.kind === 'hold' ? placeHold({ archiveId, reason }) : askDeletion({ archiveId, reason })
}

function wordsOf(question: LettingGoQuestion) {
  switch (question.kind) {
    case 'hold':
      return {
        title: 'Put on hold?',
        description: 'As long as the hold stands, no rule and nobody deletes this recording.',
        label: 'Why it is held',
        verb: 'Put on hold',
        doing: 'Holding',
        done: 'On hold',
      }
    case 'lift':
      return {
        title: 'Lift this hold?',
        description: `Placed for “${visibleText(question.hold.reason, 200)}”. Rules and requests count again once no hold stands.`,
        label: 'Why it is lifted',
        verb: 'Lift the hold',
        doing: 'Lifting',
        done: 'The hold is lifted',
      }
    case 'delete':
      return {
        title: 'Ask to delete for good?',
        description:
          'Somebody else must agree within 24 h. Then the file goes, here and on the platform; what is left is the record.',
        label: 'Why it should be deleted',
        verb: 'Ask',
        doing: 'Asking',
        done: 'Asked. Somebody else must agree',
      }
  }
}
