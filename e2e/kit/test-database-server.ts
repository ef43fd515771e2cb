import { startTestPostgres } from '../../scripts/test-postgres.ts'

/** Vitest's set-up for `*.db.test.ts`: a server for this run, unless the runner above has already started one. */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.TEST_DATABASE_URL) return undefined
  const server = await startTestPostgres({ log: console.error })
  process.env.TEST_DATABASE_URL = server.url
  return server.stop
}
