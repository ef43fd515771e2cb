import type { RequestView } from '#lib/archives/model.ts'
import type { DeletionView } from '#lib/retention/model.ts'

/** What waits for a second person, or did: a recording to be started, or one to be deleted. */
export type RequestItem = (RequestView & { kind: 'record' }) | DeletionItem
export type DeletionItem = DeletionView & { kind: 'delete'; askedBy: string; expiresAt: string }

/** Both of them in one list: what waits oldest first, what was decided newest first. */
export function itemsOf(
  requests: readonly RequestView[],
  deletions: readonly DeletionView[],
): { waiting: RequestItem[]; decided: RequestItem[] } {
  const items: RequestItem[] = [
    ...requests.map((request) => ({ ...request, kind: 'record' as const })),
    // Those by rule wait for nobody.
    ...deletions.flatMap(({ askedBy, expiresAt, ...deletion }) =>
      askedBy !== null && expiresAt !== null
        ? [{ ...deletion, askedBy, expiresAt, kind: 'delete' as const }]
        : [],
    ),
  ]
  return {
    waiting: items.filter(({ state }) => state === 'waiting').toSorted((a, b) => order(a.askedAt, b.askedAt)),
    decided: items.filter(({ state }) => state !== 'waiting').toSorted((a, b) => order(b.askedAt, a.askedAt)),
  }
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
