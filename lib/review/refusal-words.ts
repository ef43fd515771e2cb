/** What somebody reads whose finding is not taken. */
export const FINDING_WORDS = {
  'after-the-end': 'The recording is not that long.',
  'too-many': 'You have written as many findings on this recording as there can be of one person.',
  'no-jpeg': 'The picture is not a JPEG.',
  'too-large': 'The picture is too large.',
  'let-go':
    'This recording is being deleted or was deleted: no picture of it is kept. Write it down without one.',
  'nothing-there': 'This recording is being deleted or was deleted: there is nothing to find in it any more.',
  'not-yours': 'Somebody else wrote this finding.',
} as const

/** What somebody reads whose review does not begin or end. */
export const REVIEW_WORDS = {
  'nothing-there': 'This recording is being deleted or was deleted: there is nothing to review.',
  taken: 'Somebody else reviews this recording already, and no second review is due.',
  'no-reviewer': 'They may not review recordings of this project.',
  'has-it': 'They have this review already.',
  'two-already': 'Two people review this recording already.',
  'not-yours': 'You have not taken this review.',
  'done-already': 'You have finished this review already.',
} as const
