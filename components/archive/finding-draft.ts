import type { Category, FindingView, Severity, Verdict } from '#lib/review/model.ts'

/** A finding as it is being written. */
export type FindingDraft = {
  /** Null for a new one. */
  id: string | null
  fromMs: number
  toMs: number | null
  category: Category
  severity: Severity
  verdict: Verdict
  text: string
  /** The picture at that moment, as a data address. */
  still: string | null
}

export function newDraft(second: number, still: string | null): FindingDraft {
  return {
    id: null,
    fromMs: Math.floor(second * 1_000),
    toMs: null,
    category: 'disturbance',
    severity: 'medium',
    verdict: 'upheld',
    text: '',
    still,
  }
}

export function draftOf({ id, fromMs, toMs, category, severity, verdict, text }: FindingView): FindingDraft {
  return { id, fromMs, toMs, category, severity, verdict, text, still: null }
}

/** The same up to here: a moment becomes a range, to whichever side it was pressed. */
export function until(draft: FindingDraft, second: number): FindingDraft {
  const ms = Math.floor(second * 1_000)
  if (ms === draft.fromMs) return draft
  return ms > draft.fromMs ? { ...draft, toMs: ms } : { ...draft, fromMs: ms, toMs: draft.fromMs }
}
