import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { learnCast } from '#lib/issuing/learn-cast.ts'
import type { Database } from '#lib/system/database.ts'
import { castOf } from '../../sandbox/people/scenario/cast.ts'
import { readScenario } from '../../sandbox/people/scenario/scenario.ts'

const sandboxConfig = z.object({
  scenario: z.string().nullish(),
  projects: z.array(z.object({ name: z.string(), apiKey: z.string() })),
})

/**
 * Writes down who the sandbox's people are before they come, since a connection is told apart when it is first heard of. Its
 * sessions are not made yet; the web server learns their names by itself.
 */
export async function learnNames(db: Database, configFile: string): Promise<void> {
  const { scenario: name, projects } = sandboxConfig.parse(JSON.parse(readFileSync(configFile, 'utf8')))
  if (!name) return
  const scenario = await readScenario(name)
  const keyOf = new Map(
    scenario.sessions.map(({ key, project }) => [
      key,
      (projects.find((one) => one.name === project) ?? projects[0])?.apiKey ?? '',
    ]),
  )
  const people = castOf(scenario).map(({ ref, name, sessionKey }) => ({
    apiKey: keyOf.get(sessionKey) ?? '',
    ref,
    name,
  }))
  await learnCast(db, { sessions: [], people })
}
