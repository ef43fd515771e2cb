import { cluster } from './cluster.ts'
import { inTurn } from './end-process.ts'
import { prepareWorld } from './prepare-world.ts'
import { serverSecrets } from './server-secrets.ts'
import { createTestDatabase } from './test-database.ts'

/** A console as it is on the first day: no accounts, no projects, and a one-time code for whoever set it up. */
export async function startEmptyWorld(
  given: { host?: string } = {},
): Promise<{ url: string; databaseUrl: string; setupCode: string; end(): Promise<void> }> {
  const database = await createTestDatabase()
  const env = {
    DATABASE_URL: database.url,
    ...serverSecrets(),
  }
  const { setupCode } = prepareWorld(env)
  const [node] = await cluster(1, { databaseUrl: database.url, env, ...given })
  if (!node || setupCode === null) throw new Error('There is nothing to set up')
  const end = () => inTurn(node.stop, database.drop)
  return { url: node.url, databaseUrl: database.url, setupCode, end }
}
