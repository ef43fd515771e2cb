'use client'
import { ReasonDialog } from './reason-dialog.tsx'
import { RecordDialog } from './record-dialog.tsx'
import { concerns, type ShownAction } from './shown-action.ts'
import type { Recorder } from './use-recorder.ts'
import type { Verbs } from './use-verbs.ts'
import { WarnDialog } from './warn-dialog.tsx'

/** The question that is open, if any. */
export function SessionDialogs({
  verbs: { question, tooLate, close, answer },
  reasons,
  actions,
  recorder,
}: {
  verbs: Verbs
  reasons: readonly string[]
  actions: readonly ShownAction[]
  recorder: Recorder
}) {
  if (!question) return null
  switch (question.ask) {
    case 'reason': {
      const { person } = question
      const before = actions.find(
        (action) => (action.kind === 'disconnect' || action.kind === 'unpublish') && concerns(action, person),
      )
      return (
        <ReasonDialog
          question={question}
          reasons={reasons}
          lastReason={before?.reason ?? null}
          tooLate={tooLate}
          onClose={close}
          onSend={answer}
        />
      )
    }
    case 'warning':
      return <WarnDialog person={question.person} tooLate={tooLate} onClose={close} onSend={answer} />
    case 'recording':
      return <RecordDialog right={recorder.right} onClose={close} onSend={answer} />
  }
}
