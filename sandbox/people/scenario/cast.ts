import { createHash } from 'node:crypto'
import { crowdNames } from './crowd-names.ts'
import type { Scenario } from './scenario.ts'
import type { ScenarioSession } from './schema.ts'

/** One part of the evening, with everything needed to play it but the session itself. */
export type Part = {
  sessionKey: string
  ref: string
  name: string
  habit: string
  clip: string | null
  screen: string | null
  startsMuted: boolean
  /** When the session begins, in seconds of the scenario. */
  starts: number
}

/** Everyone of a scenario, the crowds with names made up; the same scenario gives the same cast. */
export const castOf = (scenario: Scenario): readonly Part[] => {
  const named = scenario.sessions.flatMap(({ key, starts, people }) =>
    people.map(({ name, habit, clip = null, screen = null, startsMuted }) => ({
      sessionKey: key,
      name,
      habit,
      clip,
      screen,
      startsMuted,
      starts,
    })),
  )
  const seats = scenario.sessions.flatMap(seatsOf)
  const taken = new Set(named.map(({ name }) => name))
  const names = crowdNames(String(scenario.seed), seats.length, taken)
  const crowd = seats.map(({ clips, ...seat }, index) => ({
    ...seat,
    name: names[index] ?? '',
    clip: clips?.[index % clips.length] ?? null,
    screen: null,
    startsMuted: false,
  }))
  return [...named, ...crowd].map((part) => ({ ...part, ref: refOf(scenario, part.name) }))
}

const seatsOf = ({ key, starts, crowd }: ScenarioSession) =>
  crowd.flatMap(({ count, habit, clips }) =>
    Array.from({ length: count }, () => ({ sessionKey: key, starts, habit, clips })),
  )

/** What the platform learns of a person: nothing. Stable, so that a console that learned the name keeps it. */
const refOf = (scenario: Scenario, name: string): string => {
  const digest = createHash('sha256').update(`${scenario.seed} ${name}`).digest('base64url')
  return `p_${digest.replaceAll(/[-_]/g, '').slice(0, 12)}`
}
