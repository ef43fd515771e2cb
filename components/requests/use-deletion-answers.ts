'use client'
import { useState } from 'react'
import { useDoor } from '#components/shell/use-door.ts'
import { withdrawDeletion } from '#lib/retention/actions.ts'
import type { DeletionView } from '#lib/retention/model.ts'

export type DeletionAnswers = ReturnType<typeof useDeletionAnswers>

/** What can be done with a deletion that waits. Agreeing ends something for good, so it is asked about once more. */
export function useDeletionAnswers() {
  const { run, pending, problem } = useDoor()
  const [answering, setAnswering] = useState<{ how: 'approve' | 'refuse'; deletion: DeletionView } | null>(
    null,
  )
  const answer = (how: 'approve' | 'refuse') => (deletion: DeletionView) => {
    if (deletion.mayAnswer && !(how === 'approve' && deletion.held)) setAnswering({ how, deletion })
  }
  return {
    pending,
    problem,
    answering,
    close: () => setAnswering(null),
    approve: answer('approve'),
    refuse: answer('refuse'),
    withdraw: (deletion: DeletionView) =>
      run(() => withdrawDeletion({ deletionId: deletion.id }), { done: 'Withdrawn' }),
  }
}
