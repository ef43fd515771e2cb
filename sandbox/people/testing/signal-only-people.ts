import type { PeopleProject } from '../../people-interface.ts'
import type { Testimony } from '../person/happening.ts'
import { startPeople } from '../start-people.ts'

export type SignalOnly = {
  apiUrl: string
  project: PeopleProject
  scenario: string
  speed: number
  onTestimony: (one: Testimony) => void
}

/** The people of a scenario without pictures or sound, of whom nobody is told but by what they tell themselves. */
export const startSignalOnlyPeople = ({ project, ...options }: SignalOnly) =>
  startPeople({
    ...options,
    projects: [project],
    media: false,
    registerCast: () => undefined,
    onCue: () => undefined,
    log: () => undefined,
  })
