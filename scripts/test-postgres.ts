/**
 * A PostgreSQL for one run of tests. Several runs may go on at once in one tree (an editor's, a colleague's), and the end of
 * one must not take the server from another: each run takes the first free slot. On disk a cluster is made
 * once and used again; from memory it is removed, as nobody expects it to stay there.
 */
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { isAlive } from './is-alive.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './postgres/start-embedded-postgres.ts'
import { memoryFolder } from './test/scratch.ts'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const SLOTS = 16

/** Nothing in it outlives the run, so nothing need be safe from a power cut. */
const SETTINGS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '200',
  shared_buffers: '64MB',
}

type Options = {
  readonly log?: (line: string) => void
  /** Measurements are made on the disk, as in earnest. */
  readonly onDisk?: boolean
}

/** The URL is an administrator's; each test file makes its own database with `createTestDatabase`. */
export async function startTestPostgres({
  log = () => {},
  onDisk = false,
}: Options = {}): Promise<EmbeddedPostgres> {
  const memory = onDisk ? null : memoryFolder(ROOT)
  const slot = takeSlot(join(memory ?? join(ROOT, '.data'), 'test-postgres'))
  try {
    const server = await startEmbeddedPostgres({
      directory: slot.directory,
      database: 'postgres',
      settings: SETTINGS,
      log,
    })
    await dropLeftovers(server.url)
    const stop = async () => {
      await server.stop()
      if (memory !== null) rmSync(slot.directory, { recursive: true, force: true })
      slot.free()
    }
    return { url: server.url, stop }
  } catch (error) {
    slot.free()
    throw error
  }
}

function takeSlot(home: string): { directory: string; free: () => void } {
  for (let number = 1; number <= SLOTS; number++) {
    const directory = join(home, String(number))
    const owner = join(directory, 'owner')
    mkdirSync(directory, { recursive: true })
    if (claim(owner)) return { directory, free: () => rmSync(owner, { force: true }) }
  }
  throw new Error(
    `All ${SLOTS} test databases under ${home} are in use; remove that folder if nobody runs tests.`,
  )
}

function claim(owner: string): boolean {
  try {
    const file = openSync(owner, 'wx')
    writeSync(file, String(process.pid))
    closeSync(file)
    return true
  } catch {
    const pid = Number(readOwner(owner))
    // An empty file is one that another run is just writing. A stranger with the number only costs a slot.
    if (!pid || isAlive(pid)) return false
    rmSync(owner, { force: true })
    return claim(owner)
  }
}

function readOwner(owner: string): string {
  try {
    return readFileSync(owner, 'utf8')
  } catch {
    return '' // freed meanwhile
  }
}

/** Databases of runs that were killed. */
async function dropLeftovers(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ datname: string }>(
      "SELECT datname FROM pg_database WHERE datname LIKE 'gavel\\_test\\_%'",
    )
    for (const { datname } of rows)
      await client.query(`DROP DATABASE ${pg.escapeIdentifier(datname)} WITH (FORCE)`)
  } finally {
    await client.end()
  }
}
