import type { ArchiveQuery } from '#lib/archives/search-model.ts'

type Words<Name extends keyof ArchiveQuery> = Record<NonNullable<ArchiveQuery[Name]> & string, string>

export const STANDING_WORDS: Words<'standing'> = {
  kept: 'Kept',
  available: 'At the platform',
  uploaded: 'In storage',
  recording: 'Recording',
  lost: 'Lost',
  failed: 'Failed',
  deleted: 'Deleted',
}

export const REVIEW_WORDS: Words<'review'> = { new: 'New', inReview: 'In review', done: 'Reviewed' }

export const CONTENT_WORDS: Words<'has'> = {
  action: "A moderator's action",
  finding: 'A finding',
  hold: 'A hold',
  mute: 'Somebody muted',
  unpublish: 'Somebody unpublished',
  disconnect: 'Somebody removed',
  warn: 'Somebody warned',
}

export const LENGTH_WORDS: Words<'longer'> = {
  '5': 'Longer than 5 min',
  '30': 'Longer than 30 min',
  '60': 'Longer than 1 h',
  '120': 'Longer than 2 h',
}

export const SEARCH_LABELS: Partial<Record<string, string>> = {
  text: 'Find',
  project: 'Project',
  standing: 'State',
  review: 'Review',
  has: 'Contains',
  longer: 'Length',
  moderator: 'Moderator',
  from: 'From',
  to: 'To',
  after: 'Older recordings',
}
