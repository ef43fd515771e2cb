import { learnCast } from '#lib/issuing/learn-cast.ts'
import type { Database } from '#lib/system/database.ts'
import { peopleOf } from '../../sandbox/people/scenario/people-of.ts'
import { readScenario } from '../../sandbox/people/scenario/scenario.ts'
import { readSandboxConfig } from './read-sandbox-config.ts'

/**
 * Writes down who the sandbox's people are before they come, since a connection is told apart when it is first heard of. Its
 * sessions are not made yet; the web server learns their names by itself.
 */
export async function learnNames(db: Database, configFile: string): Promise<void> {
  const { scenario, projects } = readSandboxConfig(configFile)
  if (!scenario) return
  await learnCast(db, { sessions: [], people: [...peopleOf(await readScenario(scenario), projects)] })
}
