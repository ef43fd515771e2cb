import { mkdirSync, readFileSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { takeLock } from '../instance-lock.ts'
import { migrate } from '../migrate.mjs'
import { clusterExists } from '../postgres/create-cluster.ts'
import { readPidFile, serves } from '../postgres/probe.ts'
import { startEmbeddedPostgres } from '../postgres/start-embedded-postgres.ts'
import type { StartSettings } from '../start/settings.ts'

export type OpenDatabase = { url: string; close: () => Promise<void> }

/** The database of an installation: the operator's own; the embedded one that runs; or that one, started for as long as this takes. */
export async function openDatabase({ databaseUrl, dataDir }: StartSettings): Promise<OpenDatabase> {
  if (databaseUrl) return { url: databaseUrl, close: async () => {} }
  mkdirSync(dataDir, { recursive: true })
  // Whoever holds this lock owns what serves the directory: two owners would take the server from each other.
  const taken = takeLock(join(dataDir, 'gavel.lock'))
  if ('holder' in taken) return { url: await runningDatabase(dataDir), close: async () => {} }
  const { lock } = taken
  try {
    const server = await startEmbeddedPostgres({ directory: join(dataDir, 'postgres') })
    const close = async () => {
      await server.stop()
      lock.release()
    }
    process.once('SIGINT', () => void close().finally(() => process.exit(130)))
    process.once('SIGTERM', () => void close().finally(() => process.exit(143)))
    await migrate({ url: server.url, directory: join('prisma', 'migrations') }).catch(async (error) => {
      await close()
      throw error
    })
    return { url: server.url, close }
  } catch (error) {
    lock.release()
    throw error
  }
}

/** Of a Gavel that runs on this data directory. */
async function runningDatabase(dataDir: string): Promise<string> {
  const data = join(realpathSync(join(dataDir, 'postgres')), 'cluster')
  const hint = clusterExists(data) ? readPidFile(data) : undefined
  if (hint) {
    const password = readFileSync(join(data, 'owner-password'), 'utf8').trim()
    const there = { host: '127.0.0.1', port: hint.port, user: 'postgres', password, database: 'postgres' }
    if (await serves(there, data)) return `postgresql://postgres:${password}@127.0.0.1:${hint.port}/gavel`
  }
  throw new Error('Gavel is just starting or stopping here: try again in a moment.')
}
