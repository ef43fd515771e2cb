import { readdir, readFile } from 'node:fs/promises'
import { z } from 'zod'
import { checkTogether } from './check-together.ts'
import { type Scenario, type ScenarioSession, scenarioSchema } from './schema.ts'

export type { Cue, Habit, Scenario, Span } from './schema.ts'

const checkedSchema = scenarioSchema.superRefine(checkTogether)

/** Checks a scenario and writes out its copies; throws with what is wrong in it, because nothing can be played then. */
export const parseScenario = (value: unknown): Scenario => {
  const scenario = checkedSchema.parse(value)
  return { ...scenario, sessions: scenario.sessions.flatMap(copiesOf) }
}

const copiesOf = (session: ScenarioSession): ScenarioSession[] =>
  session.copies === 1
    ? [session]
    : Array.from({ length: session.copies }, (_, at) => ({
        ...session,
        copies: 1,
        key: `${session.key}-${at + 1}`,
        name: `${session.name} ${at + 1}`,
      }))

const SCENARIOS = new URL('../scenarios/', import.meta.url)

/** A file of one's own is told by its ending; anything else is the name of one of ours. */
const fileOf = (nameOrFile: string): string | URL => {
  if (nameOrFile.endsWith('.json')) return nameOrFile
  if (/^[a-z0-9-]{1,40}$/.test(nameOrFile)) return new URL(`${nameOrFile}.json`, SCENARIOS)
  throw new Error(
    `scenario ${nameOrFile}: the name of a scenario is lower-case letters, digits, hyphens; a file of one's own ends in .json`,
  )
}

/** Reads a ready-made scenario by its name, or a file. What is wrong is told with the file and the place in it. */
export const readScenario = async (nameOrFile: string): Promise<Scenario> => {
  const text = await readFile(fileOf(nameOrFile), 'utf8').catch(async (error: Error) => {
    const why = nameOrFile.endsWith('.json') ? error.message : `there are ${(await readyMade()).join(', ')}`
    throw new Error(`scenario ${nameOrFile}: ${why}`)
  })
  try {
    return parseScenario(JSON.parse(text))
  } catch (error) {
    if (error instanceof z.ZodError) throw new Error(explained(nameOrFile, error))
    throw new Error(`scenario ${nameOrFile}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

const readyMade = async (): Promise<string[]> =>
  (await readdir(SCENARIOS))
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .toSorted()

const explained = (nameOrFile: string, { issues }: z.ZodError): string =>
  issues.map(({ path, message }) => `scenario ${nameOrFile}: ${placeOf(path)}${message}`).join('\n')

/** `sessions[0].people[2].habit` */
const placeOf = (path: readonly PropertyKey[]): string => {
  const place = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('')
  return place === '' ? '' : `${place.replace(/^\./, '')}: `
}
