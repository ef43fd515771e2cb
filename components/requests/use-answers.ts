'use client'
import { useState } from 'react'
import { useDoor } from '#components/shell/use-door.ts'
import { approveRequest, withdrawRequest } from '#lib/archives/actions.ts'
import type { RequestView } from '#lib/archives/model.ts'

export type Answers = ReturnType<typeof useAnswers>

/** What can be done with a request, by button or key: agreed to at once, refused after a dialog, taken back. */
export function useAnswers() {
  const { run, pending, problem } = useDoor()
  const [refusing, setRefusing] = useState<RequestView | null>(null)
  return {
    pending,
    problem,
    refusing,
    closeRefusing: () => setRefusing(null),
    approve: (request: RequestView) => {
      if (request.mayAnswer && !pending)
        run(() => approveRequest({ requestId: request.id }), { done: 'Approved. The recording is asked for' })
    },
    refuse: (request: RequestView) => request.mayAnswer && setRefusing(request),
    withdraw: (request: RequestView) =>
      run(() => withdrawRequest({ requestId: request.id }), { done: 'Withdrawn' }),
  }
}
