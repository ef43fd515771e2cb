import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { migrate } from '../migrate.mjs'
import { startEmbeddedPostgres } from '../postgres/start-embedded-postgres.ts'
import { StartFailure } from './failure.ts'
import { say, step } from './say.ts'
import type { StartSettings } from './settings.ts'

const REACH_MS = 30_000 // a database container that starts beside us
const SETTINGS = { max_connections: '60', shared_buffers: '64MB' }

type Context = { root: string; settings: StartSettings; onStart: (part: { stop(): Promise<void> }) => void }

/** A migrated database: the operator's, or the embedded one. It is new when its structure was made or changed just now. */
export async function startDatabase({
  root,
  settings,
  onStart,
}: Context): Promise<{ url: string; isNew: boolean }> {
  const url = settings.databaseUrl ?? (await startEmbedded(settings.dataDir, onStart))
  if (settings.databaseUrl) await untilReachable(url)
  const applied = await migrate({ url, directory: join(root, 'prisma', 'migrations') })
  if (applied.length) say(`The database's structure is up to date (${applied.length} steps applied).`)
  return { url, isNew: applied.length > 0 }
}

async function startEmbedded(dataDir: string, onStart: Context['onStart']): Promise<string> {
  const directory = join(dataDir, 'postgres')
  const server = await step('Starting the database', () =>
    startEmbeddedPostgres({ directory, settings: SETTINGS, log: say }),
  )
  onStart(server)
  return server.url
}

async function untilReachable(url: string): Promise<void> {
  const first = await whyUnreachable(url)
  if (!first) return
  await step(`Waiting for the database of DATABASE_URL (${first})`, async () => {
    const deadline = Date.now() + REACH_MS
    for (;;) {
      const reason = await whyUnreachable(url)
      if (!reason) return
      if (Date.now() > deadline)
        throw new StartFailure(`The database of DATABASE_URL cannot be used: ${reason}.`)
      await sleep(500)
    }
  })
}

async function whyUnreachable(url: string): Promise<string | undefined> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('SELECT 1')
    return undefined
  } catch (error) {
    const { host, port } = client
    const reason = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (/^(28|3D)/.test(reason))
      throw new StartFailure(`The database at ${host}:${port} refuses: ${messageOf(error)}.`)
    return `${host}:${port} ${reason || messageOf(error)}`
  } finally {
    await client.end().catch(() => {})
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
