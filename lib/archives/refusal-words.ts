import { FAILURE_WORDS } from '#lib/moderation/failure-words.ts'
import type { RecordRefusal } from './model.ts'

/** What somebody reads who may not record. A refusal without words does not compile. */
export const REFUSAL_WORDS: Record<RecordRefusal, string> = {
  'relayed-session': FAILURE_WORDS['relayed-session'],
  'encrypted-session': 'This session is end-to-end encrypted, so there is nothing that could be recorded.',
  'nobody-connected': FAILURE_WORDS['nobody-connected'],
  'not-by-policy': 'Your role may not record in this project.',
  'other-sessions': 'In this project only sessions of certain names are recorded, and this is none of them.',
  'outside-hours': 'This is outside the hours in which this project records.',
  objected:
    "Somebody who is there does not want to be recorded. By this project's policy nothing is recorded then.",
}

/** What a request can be refused for, beside its rules. */
export const REQUEST_WORDS = {
  'must-ask': 'In this project you ask first: a second person must agree.',
  'needs-reason': 'In this project a recording needs a reason.',
  'may-start': 'You need not ask: you may start the recording at once.',
  'asked-already': 'Somebody has asked already to record this session.',
  'own-request': 'You asked for this yourself: somebody else must answer.',
  'not-an-answerer': "By this project's policy your role does not answer requests.",
  'not-waiting': 'This request does not wait any more: it was answered, withdrawn, or it expired.',
  'not-your-letter': 'This letter was written to somebody else.',
  'not-yours': 'Somebody else asked for this.',
} as const
