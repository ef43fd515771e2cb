import type { z } from 'zod'
import { MOST_NAMES } from './crowd-names.ts'
import type { Scenario, ScenarioSession } from './schema.ts'

type Say = (path: readonly (string | number)[], message: string) => void

/** What no part of a scenario can know alone: that names and habits exist, that nobody is twice, that all find a place. */
export const checkTogether = (scenario: Scenario, context: z.RefinementCtx): void => {
  const say: Say = (path, message) => context.addIssue({ code: 'custom', path: [...path], message })
  checkPeople(scenario, say)
  checkHabits(scenario, say)
  scenario.sessions.forEach((session, at) => {
    checkSession(scenario, session, at, say)
  })
  const names = scenario.sessions.flatMap(({ people }) => people.map(({ name }) => name))
  for (const [key, cue] of Object.entries(scenario.cues)) {
    if (!names.includes(cue.person))
      say(['cues', key, 'person'], `a cue is for ${cue.person}, who is not in the cast: ${names.join(', ')}`)
  }
}

const checkPeople = ({ sessions }: Scenario, say: Say): void => {
  const names = new Set<string>()
  for (const [at, { people }] of sessions.entries()) {
    for (const [person, { name }] of people.entries()) {
      if (names.has(name))
        say(['sessions', at, 'people', person, 'name'], `two people have the same name ${name}`)
      names.add(name)
    }
  }
  const keys = sessions.map(({ key }) => key)
  const twice = keys.findIndex((key, at) => keys.indexOf(key) < at)
  if (twice >= 0) say(['sessions', twice, 'key'], `two sessions have the same key ${keys[twice]}`)
  const seats = sessions.flatMap(({ crowd, copies }) => crowd.map(({ count }) => count * copies))
  const all = seats.reduce((sum, count) => sum + count, 0)
  if (all > MOST_NAMES)
    say(['sessions'], `crowds are ${MOST_NAMES} people together at most, these are ${all}`)
}

const checkHabits = ({ habits }: Scenario, say: Say): void => {
  for (const [name, { role, says }] of Object.entries(habits)) {
    if (says && role === 'subscriber')
      say(['habits', name, 'says'], 'a subscriber may not signal; allowed: publisher, moderator')
  }
}

const checkSession = ({ habits }: Scenario, session: ScenarioSession, at: number, say: Say): void => {
  const known = Object.keys(habits).join(', ')
  for (const list of ['people', 'crowd'] as const) {
    for (const [index, { habit }] of session[list].entries()) {
      if (!habits[habit])
        say(
          ['sessions', at, list, index, 'habit'],
          `${session.key}: there is no habit ${habit}; there are: ${known}`,
        )
    }
  }
  if (session.copies > 1 && session.people.length > 0)
    say(['sessions', at, 'copies'], 'people with a name cannot be copied; allowed: crowds')
  const people = session.people.length + session.crowd.reduce((sum, { count }) => sum + count, 0)
  if (people > session.capacity)
    say(['sessions', at, 'capacity'], `${people} people come to ${session.capacity} places`)
}
