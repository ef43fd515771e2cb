/**
 * The one seam between the sandbox's core and its simulated people. The people are ordinary clients in a
 * process of their own: everything they do goes over REST, WebSocket and WebRTC. Only what has no place in
 * the platform's own interface passes here: the names of the cast (the platform knows opaque data alone)
 * and the cues of whoever directs the scene.
 */

import type { Testimony } from './people/person/happening.ts'

export type PeopleProject = { name: string; apiKey: string; apiSecret: string }

export type CastSession = { apiKey: string; sessionId: string; name: string; capacity: number }
export type CastPerson = { apiKey: string; ref: string; name: string }
export type Cast = { sessions: readonly CastSession[]; people: readonly CastPerson[] }

export type PeopleOptions = {
  apiUrl: string
  projects: readonly PeopleProject[]
  /** Name of a ready-made scenario, for instance `evening`, or a file that ends in `.json`. */
  scenario: string
  /** How many seconds of the scenario pass in one; media keeps its own time. */
  speed?: number
  /** False: whoever would publish a clip announces a stream and sends nothing. */
  media?: boolean
  /** For tests in the same process: the people's own account, to be compared with the platform's. */
  onTestimony?: (told: Testimony) => void
  /** Replaces what was registered before: call it again when the cast changes. */
  registerCast: (cast: Cast) => void
  /** The handler is called with the name of each cue, for instance `misbehave`. */
  onCue: (handler: (name: string) => void) => void
  log: (line: string) => void
}

export type RunningPeople = { close: () => Promise<void> }

/** Exported as `startPeople` by `people/start-people.ts`. */
export type StartPeople = (options: PeopleOptions) => Promise<RunningPeople>

/**
 * How `people/main.ts` (the child process) speaks with the core: one JSON object a line. The first line on
 * its stdin is `start`; the end of its stdin means that the parent is gone and the child must end too.
 */
export type ToPeople =
  | { kind: 'start'; apiUrl: string; projects: readonly PeopleProject[]; scenario: string; speed: number }
  | { kind: 'cue'; name: string }

/** On its stdout; anything that is not such a line goes to the sandbox's log as it is. */
export type FromPeople = { kind: 'cast'; cast: Cast } | { kind: 'log'; line: string }
