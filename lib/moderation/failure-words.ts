import type { ActionFailure } from './model.ts'

/** What a moderator reads when something did not take effect. A failure without words does not compile. */
export const FAILURE_WORDS: Record<ActionFailure, string> = {
  'already-gone': 'They had already left.',
  'not-permitted': 'The platform does not permit this.',
  'platform-refused': 'The platform refused. Look whether they are still there, then ask again.',
  'platform-unreachable': 'The platform could not be reached. Ask again.',
  'platform-busy': 'The platform has too many requests just now. Ask again in a moment.',
  'bad-credentials': "The platform does not accept this project's credentials. An admin must renew them.",
  'relayed-session':
    'This session is relayed: media goes from person to person, so there is nothing to record.',
  'already-recording': 'This session is being recorded already.',
  'nobody-connected': 'Nobody is connected, so there is nothing to record.',
  paused: 'This project is paused: nothing is asked of the platform. An admin can resume it.',
  'not-told': 'Not everyone who is there has been told: a page has not shown the notice. Ask again.',
  objected: 'Somebody who is there does not want to be recorded.',
  'browser-refused': 'Your own connection to the session could not do it. Reload the page, then ask again.',
}
