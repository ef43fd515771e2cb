import type { Tone } from '#components/ui/badge.tsx'
import type { CustodyMark, Deed, ReviewMark } from '#lib/search/model.ts'

/** How a recording is kept; in the order of what is told first of one. */
export const CUSTODY_WORDS: Record<CustodyMark, { label: string; tone: Tone }> = {
  hold: { label: 'On hold', tone: 'plain' },
  deletion: { label: 'Deletion asked', tone: 'asked' },
  platform: { label: 'Only at the platform', tone: 'alert' },
  coming: { label: 'Being made', tone: 'asked' },
  running: { label: 'Recording', tone: 'recording' },
  kept: { label: 'In storage', tone: 'plain' },
  lost: { label: 'Lost', tone: 'failed' },
}

export const REVIEW_WORDS: Record<ReviewMark, string> = {
  new: 'Not reviewed',
  inReview: 'In review',
  done: 'Reviewed',
}

export const DEED_WORDS: Record<Deed, string> = {
  disconnect: 'Removed somebody',
  unpublish: 'Unpublished',
  mute: 'Muted',
  muteAll: 'Muted all',
  liftMute: 'Let all speak again',
  warn: 'Warned',
}

export const FACET_GROUPS = [
  {
    name: 'custody',
    label: 'Custody',
    values: Object.entries(CUSTODY_WORDS).map(([id, { label }]) => ({ id, label })),
  },
  {
    name: 'has',
    label: 'Contains',
    values: [
      { id: 'action', label: 'Moderator action' },
      { id: 'alert', label: 'Alert' },
      { id: 'finding', label: 'Finding' },
      { id: 'nothing', label: 'Nothing flagged' },
    ],
  },
  {
    name: 'review',
    label: 'Review',
    values: Object.entries(REVIEW_WORDS).map(([id, label]) => ({ id, label })),
  },
  {
    name: 'in',
    label: 'Storage',
    values: [
      { id: 'disk', label: 'Gavel’s own disk' },
      { id: 's3', label: 'S3' },
      { id: 'azure', label: 'Azure' },
    ],
  },
] as const
