import { startTestPostgres } from '../scripts/test-postgres.ts'

/** Runs a measurement on the PostgreSQL of TEST_DATABASE_URL, or on one that is started for it and stopped afterwards. */
export async function withDatabase(measure: (adminUrl: string) => Promise<void>): Promise<void> {
  const given = process.env.TEST_DATABASE_URL
  const own = given ? null : await startTestPostgres({ log: console.error, onDisk: true })
  const url = given ?? own?.url
  if (!url) throw new Error('There is no database to measure on')
  process.env.TEST_DATABASE_URL = url
  try {
    await measure(url)
  } finally {
    await own?.stop()
  }
}
