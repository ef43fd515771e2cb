import type { Tone } from '#components/ui/badge.tsx'
import { formatDuration } from '#components/ui/format.ts'
import type { Category, FindingView, ReviewState, Severity, Verdict } from '#lib/review/model.ts'

export const CATEGORY_WORDS: Record<Category, string> = {
  harassment: 'Harassment',
  violence: 'Violence or threats',
  sexual: 'Sexual content',
  selfHarm: 'Self-harm',
  personalData: 'Personal data',
  disturbance: 'Shouting or noise',
  conduct: 'How it was moderated',
  other: 'Something else',
}

export const SEVERITY_WORDS: Record<Severity, string> = { low: 'Low', medium: 'Medium', high: 'High' }

export const VERDICT_WORDS: Record<Verdict, { label: string; tone: Tone }> = {
  clean: { label: 'Nothing wrong', tone: 'plain' },
  upheld: { label: 'Upheld', tone: 'confirmed' },
  followUp: { label: 'For follow-up', tone: 'alert' },
}

export const REVIEW_STATE_WORDS: Record<ReviewState, { label: string; tone: Tone }> = {
  new: { label: 'Not reviewed', tone: 'plain' },
  inReview: { label: 'In review', tone: 'asked' },
  done: { label: 'Reviewed', tone: 'confirmed' },
}

/** Where in the recording: `37:40 to 42:00`, or `41:34`. */
export function placeOf({ fromMs, toMs }: Pick<FindingView, 'fromMs' | 'toMs'>): string {
  const from = formatDuration(fromMs / 1_000)
  return toMs === null ? from : `${from} to ${formatDuration(toMs / 1_000)}`
}
