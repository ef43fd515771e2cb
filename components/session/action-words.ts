import type { ActionFailure, ActionKind, Outcome } from '#lib/moderation/model.ts'

/** One verb in the forms a page needs. "Removed 0.4 s ago", "Asking to remove", "Not removed: they had left". */
type Verb = { ask: string; asked: string; done: string; not: string }

const VERBS: Record<ActionKind, Verb> = {
  disconnect: { ask: 'remove', asked: 'removed', done: 'Removed', not: 'Not removed' },
  unpublish: { ask: 'unpublish', asked: 'unpublished', done: 'Unpublished', not: 'Not unpublished' },
  mute: { ask: 'mute', asked: 'muted', done: 'Muted', not: 'Not muted' },
  muteAll: { ask: 'mute everyone', asked: 'muted', done: 'Everyone muted', not: 'Not everyone muted' },
  liftMute: {
    ask: 'lift the mute',
    asked: 'lifted the mute for',
    done: 'Mute lifted',
    not: 'Mute not lifted',
  },
  warn: { ask: 'warn', asked: 'warned', done: 'Warned', not: 'Not warned' },
  startArchive: { ask: 'start recording', asked: 'started', done: 'Recording started', not: 'Not recording' },
  stopArchive: { ask: 'stop recording', asked: 'stopped', done: 'Recording stopped', not: 'Not stopped' },
}

/** Why it did not take effect, as the end of a sentence: "Not muted: they had left". */
const FAILURES: Record<ActionFailure, string> = {
  'already-gone': 'they had left',
  'not-permitted': 'the platform does not permit it',
  'platform-refused': 'the platform refused',
  'platform-unreachable': 'the platform could not be reached',
  'platform-busy': 'the platform has too many requests just now',
  'bad-credentials': 'the platform does not accept this project’s credentials',
  'relayed-session': 'relayed media goes from person to person',
  'already-recording': 'it is being recorded already',
  'nobody-connected': 'nobody is connected',
  paused: 'this project is paused',
  'not-told': 'the page of somebody who is there has not shown the notice',
  objected: 'somebody who is there does not want it',
  'browser-refused': 'your own connection to the session could not do it',
}

/** After these, asking once more may help; after the others it would only be refused again. */
const WORTH_ASKING: Record<ActionFailure, boolean> = {
  'already-gone': false,
  'not-permitted': false,
  'platform-refused': true,
  'platform-unreachable': true,
  'platform-busy': true,
  'bad-credentials': false,
  'relayed-session': false,
  'already-recording': false,
  'nobody-connected': false,
  paused: false,
  'not-told': true,
  objected: false,
  'browser-refused': true,
}

/** What became of an attempt: as the record says, or at our own door before there was a record. */
export type ShownOutcome = Outcome | DoorOutcome
/** At our own door: refused, or no answer came, and then nobody knows whether it was asked. */
export type DoorOutcome =
  | { state: 'refused'; at: string; words: string }
  | { state: 'unanswered'; at: string }

/** What is written where the person looks; `since` is the moment whose age follows the words. */
export type OutcomeWords = {
  look: 'asked' | 'sent' | 'confirmed' | 'failed' | 'unconfirmed'
  words: string
  since: string | null
  detail: string | null
  wayOn: 'ask-again' | 'dismiss' | null
}

const UNANSWERED = 'Not confirmed: Gavel did not answer. Look whether it took effect, then ask again'

/** The words for an action of this kind in this state, asked at that time. */
export function outcomeWords(kind: ActionKind, outcome: ShownOutcome, askedAt: string): OutcomeWords {
  const { ask, done, not } = VERBS[kind]
  switch (outcome.state) {
    case 'asked':
      return { look: 'asked', words: `Asking to ${ask}`, since: null, detail: null, wayOn: null }
    case 'sent':
      return { look: 'sent', words: sentWords(kind), since: null, detail: `Asked to ${ask}`, wayOn: null }
    case 'confirmed':
      return {
        look: 'confirmed',
        words: done,
        since: outcome.at,
        detail: delay(askedAt, outcome.at),
        wayOn: null,
      }
    case 'failed':
      return {
        look: 'failed',
        words: `${not}: ${FAILURES[outcome.failure]}`,
        since: null,
        detail: null,
        wayOn: WORTH_ASKING[outcome.failure] ? 'ask-again' : 'dismiss',
      }
    case 'refused':
      return {
        look: 'failed',
        words: `${not}: ${afterColon(outcome.words)}`,
        since: null,
        detail: null,
        wayOn: 'dismiss',
      }
    case 'unanswered':
      return {
        look: 'unconfirmed',
        words: UNANSWERED,
        since: null,
        detail: `Asked to ${ask}`,
        wayOn: 'ask-again',
      }
    case 'unconfirmed':
      return {
        look: 'unconfirmed',
        words: 'Not confirmed after 10 s',
        since: null,
        detail: `May have worked, look. Asked to ${ask}`,
        wayOn: 'ask-again',
      }
  }
}

/** A warning is read by a person, and nothing is late while they have not; anything else the platform still has to do. */
function sentWords(kind: ActionKind): string {
  return kind === 'warn' ? 'Delivered, not read yet' : 'Platform accepted'
}

/** "You asked to remove" while it is open, "You muted" once it is so: how a timeline's row begins. */
export function actionLead(kind: ActionKind, outcome: ShownOutcome, who: string): string {
  const { ask, asked } = VERBS[kind]
  return outcome.state === 'confirmed' ? `${who} ${asked}` : `${who} asked to ${ask}`
}

/** What is acted upon when it is not one person. */
export const ACTION_OBJECT: Partial<Record<ActionKind, string>> = {
  muteAll: 'everyone',
  liftMute: 'newcomers',
  startArchive: 'a recording',
  stopArchive: 'the recording',
}

/** The sentence a screen reader hears when one's own action settled; null while it has not. */
export function spokenOutcome(kind: ActionKind, outcome: ShownOutcome, name: string | null): string | null {
  const { done, not } = VERBS[kind]
  const whom = name ? ` ${name}` : ''
  if (outcome.state === 'confirmed') return `${done}${whom}`
  if (outcome.state === 'failed') return `${not}${whom}: ${FAILURES[outcome.failure]}`
  if (outcome.state === 'refused') return `${not}${whom}: ${afterColon(outcome.words)}`
  if (outcome.state === 'unanswered') return UNANSWERED
  if (outcome.state === 'unconfirmed') return `No answer whether to ${VERBS[kind].ask}${whom} worked`
  return null
}

/** A door's sentence as the end of one of ours: it begins small, unless with a name. */
function afterColon(sentence: string): string {
  const small = /^(?:They|The|This|That|There|Nobody|Nothing|It|You|Your)\b/.test(sentence)
  return small ? sentence.charAt(0).toLowerCase() + sentence.slice(1) : sentence
}

function delay(askedAt: string, at: string): string {
  const seconds = Math.max(0, (Date.parse(at) - Date.parse(askedAt)) / 1000)
  return `Confirmed after ${seconds.toFixed(1)} s`
}
