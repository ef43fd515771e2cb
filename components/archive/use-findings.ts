'use client'
import { useRef, useState } from 'react'
import { useDoor } from '#components/shell/use-door.ts'
import { editFinding, removeFinding, writeFinding } from '#lib/review/actions.ts'
import type { FindingView } from '#lib/review/model.ts'
import { draftOf, type FindingDraft, newDraft, until } from './finding-draft.ts'
import { base64Of, takeStill } from './take-still.ts'
import type { PlayerState } from './use-player.ts'

/** Writing down what one finds, beside the player. */
export function useFindings(
  archiveId: string,
  { pictures, second }: Pick<PlayerState, 'pictures' | 'second'>,
) {
  const [draft, setDraft] = useState<FindingDraft | null>(null)
  const text = useRef<HTMLTextAreaElement>(null)
  const { run, pending, problem, forget } = useDoor()
  const close = () => {
    forget()
    setDraft(null)
  }
  /** At this moment; pressed again, up to this moment. */
  const mark = () => {
    setDraft((now) => (now ? until(now, second) : newDraft(second, takeStill(pictures()))))
    requestAnimationFrame(() => text.current?.focus())
  }
  const save = () => {
    if (!draft) return
    const { id, still, ...finding } = draft
    const send = () =>
      id
        ? editFinding({ findingId: id, ...finding })
        : writeFinding({ archiveId, ...finding, ...(still && { still: base64Of(still) }) })
    run<unknown>(send, { done: id ? 'Finding changed' : 'Finding written', onDone: close })
  }
  return {
    draft,
    change: (changed: Partial<FindingDraft>) => setDraft((now) => now && { ...now, ...changed }),
    mark,
    edit: (finding: FindingView) => setDraft(draftOf(finding)),
    remove: ({ id }: FindingView) =>
      run(() => removeFinding({ findingId: id }), { done: 'Finding removed', onDone: close }),
    save,
    close,
    text,
    pending,
    problem,
  }
}

export type Findings = ReturnType<typeof useFindings>
