import type { AlertView } from '#lib/live/model.ts'
import type { RecordingTrouble } from './model.ts'

const TROUBLE: Record<RecordingTrouble, string> = {
  refused: 'A recording that was asked for did not start',
  unanswered: 'A recording that was asked for did not start: the platform has not said that it runs',
  'nothing-recorded': 'A recording ended with nothing in it',
  failed: 'A recording failed',
  stopped: 'A recording stopped that nobody here stopped',
  unconfirmed: 'The platform does not confirm a recording that should run',
  'nobody-publishes': 'A recording runs and nobody publishes, so nothing is in it',
}

/** The platform's words and codes that are known, as the rest of the sentence. Any other is quoted. */
const BECAUSE: Record<string, string> = {
  'maximum duration exceeded': 'the platform records for 4 h at most',
  'maximum idle time exceeded': 'nobody published for longer than the platform waits',
  'session ended': 'the platform found nobody in the session',
  'not-permitted': 'the platform does not permit it',
  'platform-refused': 'the platform refused',
  'platform-unreachable': 'the platform could not be reached',
  'platform-busy': 'the platform has too many requests just now',
  'not-told': 'the page of somebody who is there has not shown the notice',
  'already-gone': 'it says that it has no such recording',
  'bad-credentials': "it does not accept this project's credentials",
  'too-many': 'it has too many requests just now',
  unreachable: 'it cannot be reached',
  timeout: 'it does not answer in time',
  'bad-answer': 'its answer makes no sense',
  'forbidden-address': "this project's API address is not one that Gavel connects to",
  refused: 'it refused the question',
}

/** What an alarm about a recording says, with the platform's reason; null for an alarm of another kind. */
export function alarmSentence({ why, said }: Pick<AlertView, 'why' | 'said'>): string | null {
  const trouble = why !== null && isTrouble(why) ? TROUBLE[why] : null
  if (trouble === null || said === null || trouble.includes(':')) return trouble
  return `${trouble}: ${BECAUSE[said] ?? `“${said.slice(0, 200)}”`}`
}

function isTrouble(why: string): why is RecordingTrouble {
  return why in TROUBLE
}
