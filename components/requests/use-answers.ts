'use client'
import { useState } from 'react'
import { useDoor } from '#components/shell/use-door.ts'
import { approveRequest, withdrawRequest } from '#lib/archives/actions.ts'
import { approveDeletion, withdrawDeletion } from '#lib/retention/actions.ts'
import type { RequestItem } from './request-item.ts'

export type Answers = ReturnType<typeof useAnswers>

/** What can be done with a request, by button or key: agreed to at once, refused after a dialog, taken back. */
export function useAnswers() {
  const { run, pending, problem } = useDoor()
  const [refusing, setRefusing] = useState<RequestItem | null>(null)
  return {
    pending,
    problem,
    refusing,
    closeRefusing: () => setRefusing(null),
    approve: ({ kind, id, mayAnswer }: RequestItem) => {
      if (!mayAnswer || pending) return
      if (kind === 'record')
        run(() => approveRequest({ requestId: id }), { done: 'Approved. The recording is asked for' })
      else
        run(() => approveDeletion({ deletionId: id }), { done: 'Approved. The recording is being deleted' })
    },
    refuse: (request: RequestItem) => request.mayAnswer && setRefusing(request),
    withdraw: ({ kind, id }: RequestItem) =>
      kind === 'record'
        ? run(() => withdrawRequest({ requestId: id }), { done: 'Withdrawn' })
        : run(() => withdrawDeletion({ deletionId: id }), { done: 'Withdrawn' }),
  }
}
