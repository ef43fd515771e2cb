import type { PeopleOptions, PeopleProject, StartPeople } from '../people-interface.ts'
import { startBeat } from './beat.ts'
import { createSession } from './client/rest.ts'
import { type Clip, readClip } from './media/clip.ts'
import { createGate } from './media/gate.ts'
import { castOf, type Part } from './scenario/cast.ts'
import { peopleOf, projectFor } from './scenario/people-of.ts'
import { readScenario, type Scenario } from './scenario/scenario.ts'
import { openStage } from './stage.ts'

const HANDSHAKES_AT_ONCE = 2
const JOINING_AT_ONCE = 4

type OpenSession = { project: PeopleProject; sessionId: string; name: string; capacity: number }

/** Opens the scenario's sessions, tells who is who, and lets the people come. */
export const startPeople: StartPeople = async (options) => {
  const scenario = await readScenario(options.scenario)
  const cast = castOf(scenario)
  const clips = options.media === false ? null : await readClips(scenario, cast)
  const sessions = await openSessions(options, scenario)
  options.registerCast({
    sessions: [...sessions.values()].map(({ project, sessionId, name, capacity }) => ({
      apiKey: project.apiKey,
      sessionId,
      name,
      capacity,
    })),
    people: peopleOf(scenario, options.projects),
  })
  const beat = startBeat()
  const { apiUrl, log } = options
  const stage = openStage({
    apiUrl,
    scenario,
    cast,
    sessions,
    clips,
    speed: options.speed ?? 1,
    beat,
    handshakes: createGate(HANDSHAKES_AT_ONCE),
    door: createGate(JOINING_AT_ONCE),
    log,
    ...(options.onTestimony ? { onTestimony: options.onTestimony } : {}),
  })
  options.onCue((name) => {
    if (!stage.cue(name)) log(`the scenario ${options.scenario} has no cue ${name}`)
  })
  return {
    close: async () => {
      await stage.close()
      beat.stop()
    },
  }
}

const readClips = async (scenario: Scenario, cast: readonly Part[]): Promise<Map<string, Clip>> => {
  const cues = Object.values(scenario.cues).map(({ clip }) => clip)
  const keys = new Set(
    [...cast.flatMap(({ clip, screen }) => [clip, screen]), ...cues].filter((key) => key !== null),
  )
  return new Map(await Promise.all([...keys].map(async (key) => [key, await readClip(key)] as const)))
}

const openSessions = async (
  { apiUrl, projects }: PeopleOptions,
  scenario: Scenario,
): Promise<Map<string, OpenSession>> => {
  const opened = await Promise.all(
    scenario.sessions.map(async ({ key, name, capacity, mode, project: wanted }) => {
      const project = projectFor(projects, wanted)
      return [
        key,
        { project, name, capacity, sessionId: await createSession(apiUrl, project, mode) },
      ] as const
    }),
  )
  return new Map(opened)
}
