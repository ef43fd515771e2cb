import type { CastPerson } from '../../people-interface.ts'
import { castOf } from './cast.ts'
import type { Scenario } from './scenario.ts'

/** The project of that name. With one alone (somebody's own config), the whole evening takes place in it. */
export const projectFor = <Project extends { name: string }>(
  projects: readonly Project[],
  wanted: string,
): Project => {
  const project = projects.find(({ name }) => name === wanted) ?? projects[0]
  if (!project) throw new Error('people need a project')
  return project
}

/** Who comes to a scenario, and to which of these projects: known before anybody comes. */
export const peopleOf = (
  scenario: Scenario,
  projects: readonly { name: string; apiKey: string }[],
): readonly CastPerson[] => {
  const keyOf = new Map(
    scenario.sessions.map(({ key, project }) => [key, projectFor(projects, project).apiKey]),
  )
  return castOf(scenario).map(({ ref, name, sessionKey }) => ({
    apiKey: keyOf.get(sessionKey) ?? '',
    ref,
    name,
  }))
}
