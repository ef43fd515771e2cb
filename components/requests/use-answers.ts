'use client'
import { useState } from 'react'
import { useDoor } from '#components/shell/use-door.ts'
import { approveRequest, withdrawRequest } from '#lib/archives/actions.ts'
import { withdrawDeletion } from '#lib/retention/actions.ts'
import type { DeletionItem, RequestItem } from './request-item.ts'

export type Answers = ReturnType<typeof useAnswers>

/**
 * What can be done with a request, by button or key: a recording is agreed to at once; what is deleted for good is asked once more,
 * as no key takes that back; refused after a dialog, taken back.
 */
export function useAnswers() {
  const { run, pending, problem } = useDoor()
  const [refusing, setRefusing] = useState<RequestItem | null>(null)
  const [deleting, setDeleting] = useState<DeletionItem | null>(null)
  return {
    pending,
    problem,
    refusing,
    closeRefusing: () => setRefusing(null),
    deleting,
    closeDeleting: () => setDeleting(null),
    approve: (request: RequestItem) => {
      if (!request.mayAnswer || pending) return
      if (request.kind === 'delete') return setDeleting(request)
      run(() => approveRequest({ requestId: request.id }), { done: 'Approved. The recording is asked for' })
    },
    refuse: (request: RequestItem) => request.mayAnswer && setRefusing(request),
    withdraw: ({ kind, id }: RequestItem) =>
      kind === 'record'
        ? run(() => withdrawRequest({ requestId: id }), { done: 'Withdrawn' })
        : run(() => withdrawDeletion({ deletionId: id }), { done: 'Withdrawn' }),
  }
}
