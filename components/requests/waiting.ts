import type { RequestView } from '#lib/archives/model.ts'
import type { DeletionView } from '#lib/retention/model.ts'

/** One thing that waits for a second person, whichever kind it is of. */
export type Waiting = { id: string; askedAt: string; mayAnswer: boolean } & (
  | { kind: 'record'; request: RequestView }
  | { kind: 'delete'; deletion: DeletionView }
)

/** All that waits, the longest first. */
export function waitingOf(requests: readonly RequestView[], deletions: readonly DeletionView[]): Waiting[] {
  const all: Waiting[] = [
    ...requests
      .filter(({ state }) => state === 'waiting')
      .map((request) => ({ kind: 'record' as const, request, ...factsOf(request) })),
    ...deletions
      .filter(({ state }) => state === 'waiting')
      .map((deletion) => ({ kind: 'delete' as const, deletion, ...factsOf(deletion) })),
  ]
  return all.sort((one, other) => (one.askedAt < other.askedAt ? -1 : 1))
}

const factsOf = ({ id, askedAt, mayAnswer }: RequestView | DeletionView) => ({ id, askedAt, mayAnswer })
