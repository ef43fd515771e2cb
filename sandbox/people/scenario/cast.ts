import { createHash } from 'node:crypto'
import { crowdNames } from './crowd-names.ts'
import type { Scenario } from './scenario.ts'

/** One part of the evening, with everything needed to play it but the session itself. */
export type Part = {
  sessionKey: string
  ref: string
  name: string
  habit: string
  clip: string | null
  screen: string | null
  startsMuted: boolean
}

/** Everyone of a scenario, the crowds with names made up; the same scenario gives the same cast. */
export const castOf = (scenario: Scenario): readonly Part[] => {
  const named = scenario.sessions.flatMap(({ key, people }) =>
    people.map(({ name, habit, clip = null, screen = null, startsMuted }) => ({
      sessionKey: key,
      name,
      habit,
      clip,
      screen,
      startsMuted,
    })),
  )
  const seats = scenario.sessions.flatMap(({ key, crowd }) =>
    crowd.flatMap(({ count, habit }) => Array.from({ length: count }, () => ({ sessionKey: key, habit }))),
  )
  const taken = new Set(named.map(({ name }) => name))
  const names = crowdNames(String(scenario.seed), seats.length, taken)
  const crowd = seats.map((seat, index) => ({
    ...seat,
    name: names[index] ?? '',
    clip: null,
    screen: null,
    startsMuted: false,
  }))
  return [...named, ...crowd].map((part) => ({ ...part, ref: refOf(scenario, part.name) }))
}

/** What the platform learns of a person: nothing. Stable, so that a console that learned the name keeps it. */
const refOf = (scenario: Scenario, name: string): string => {
  const digest = createHash('sha256').update(`${scenario.seed} ${name}`).digest('base64url')
  return `p_${digest.replaceAll(/[-_]/g, '').slice(0, 12)}`
}
