#!/usr/bin/env node
/**
 * Prisma's schema engine without the native binary.
 *
 * Why: the Prisma CLI starts a native `schema-engine` that is downloaded from Prisma's own server, not from the package
 * registry. Where only a registry can be reached, every command fails, even `generate` (which merely checks that
 * the file exists). The same engine is published as WebAssembly in `@prisma/schema-engine-wasm`; this file gives it the
 * native one's command line and JSON-RPC over stdio, with `@prisma/adapter-pg` as its connection.
 *
 * When: `prisma.config.ts` names it in PRISMA_SCHEMA_ENGINE_BINARY. Development and CI only: the running product applies
 * migrations with `migrate.mjs` and needs neither this nor the Prisma CLI.
 *
 * `@prisma/schema-engine-wasm` must be of the commit that `@prisma/engines-version` names; a mismatch is refused below.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg'
import pg from 'pg'
import { parse } from 'pg-connection-string'

const require = createRequire(import.meta.url)
const PG_CHAR = 18 // "char", the one-byte type of pg_catalog: introspection reads it, the adapter does not know it
const PG_TEXT = 25

/** The adapter as the engine needs it; each method cures one trap, found by running the CLI against PostgreSQL. */
class MigrationAdapter extends PrismaPg {
  constructor(url) {
    const { schema, ...config } = parse(url)
    // An object, never a connection string: pg lets the string's database win over `database`, so the shadow database
    // would silently be the main one. One connection, as the native engine has: session locks and SETs must stay put.
    super({ ...config, port: Number(config.port) || 5432, max: 1 }, { schema: schema ?? 'public' })
  }

  async connect() {
    return withMigrationSupport(await super.connect())
  }

  async connectToShadowDb() {
    const database = `prisma_migrate_shadow_db_${crypto.randomUUID()}`
    await runOnServer(this.config, `CREATE DATABASE "${database}"`)
    const pool = new pg.Pool({ ...this.config, database })
    const shadow = withMigrationSupport(await new PrismaPg(pool, this.options).connect())
    shadow.dispose = async () => {
      await pool.end() // first: a database in use cannot be dropped
      await runOnServer(this.config, `DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`)
    }
    return shadow
  }
}

function withMigrationSupport(queryable) {
  const { performIO, queryRaw, startTransaction } = queryable
  const charFields = new WeakMap()
  queryable.performIO = async (query) => {
    const result = await performIO.call(queryable, query)
    const chars = result.fields?.filter((field) => field.dataTypeID === PG_CHAR) ?? []
    for (const field of chars) field.dataTypeID = PG_TEXT
    if (chars.length)
      charFields.set(
        result.rows,
        chars.map((field) => result.fields.indexOf(field)),
      )
    return result
  }
  queryable.queryRaw = async (query) => {
    const result = await queryRaw.call(queryable, query)
    for (const index of charFields.get(result.rows) ?? [])
      result.columnTypes[index] = ColumnTypeEnum.Character
    return result
  }
  // The adapter splits scripts at every `;`, also inside $$ bodies. The simple protocol takes a whole script.
  queryable.executeScript = async (script) => {
    await queryable
      .underlyingDriver()
      .query(script)
      .catch((error) => queryable.onError(error))
  }
  if (startTransaction) {
    queryable.startTransaction = async (level) =>
      withMigrationSupport(await startTransaction.call(queryable, level))
  }
  return queryable
}

/** Runs one statement beside the target database, which may not exist or may be held by the engine. */
async function runOnServer(config, sql) {
  const { max: _, ...server } = config
  const client = new pg.Client({ ...server, database: 'postgres' })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

async function createDatabase(url) {
  const config = parse(url)
  await runOnServer(config, `CREATE DATABASE ${pg.escapeIdentifier(config.database)}`)
  return { databaseName: config.database }
}

async function startEngine(url, datamodels) {
  const wasm = readFileSync(require.resolve('@prisma/schema-engine-wasm').replace(/\.js$/, '_bg.wasm'))
  const { instance } = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': glue })
  glue.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
  globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (message) => fail(message) }
  const factory = bindMigrationAwareSqlAdapterFactory(new MigrationAdapter(url))
  const ignoreLog = () => {}
  const files = datamodels.map((path) => [path, readFileSync(path, 'utf8')])
  return glue.SchemaEngine.new({ datamodels: files.length ? files : undefined }, ignoreLog, factory)
}

// A panic of the engine settles no promise: without these two the CLI would wait for ever, or end as if all were well.
process.on('uncaughtException', (error) => fail(error.stack))

/** What the CLI reads from stderr: JSON log lines, of which it always drops the first. */
function fail(message, error_code) {
  const fields = { message, error_code, is_panic: false }
  process.stderr.write(`\n${JSON.stringify({ level: 'ERROR', target: 'schema_engine::logger', fields })}`)
  process.exit(1)
}

const METHOD_NAMES = { getDatabaseVersion: 'version' }

/** An engine that has applied migrations answers these with "shadow DB must be provided"; a fresh diagnosis restores it. */
const NEED_DIAGNOSIS = ['evaluateDataLoss', 'createMigration']

async function answer(engine, url, { method, params }) {
  if (method === 'createDatabase') return createDatabase(params?.datasource?.url ?? url)
  const name = METHOD_NAMES[method] ?? method
  const target = await engine()
  if (NEED_DIAGNOSIS.includes(name))
    await target.devDiagnostic({ migrationsList: params.migrationsList, filters: params.filters })
  if (typeof target[name] !== 'function')
    throw new Error(`The WebAssembly schema engine has no method ${method}`)
  return target[name](params)
}

/** JSON-RPC, one message a line, answered in order; the CLI ends the conversation by closing stdin. */
async function serve(url, datamodels) {
  let started
  const engine = () => (started ??= startEngine(url, datamodels))
  for await (const line of createInterface({ input: process.stdin })) {
    if (!line.trim()) continue
    const { id, ...request } = JSON.parse(line)
    if (!request.method) continue // the CLI's answer to a `print` of ours
    let reply
    try {
      const result = (await answer(engine, url, request)) ?? null
      // The native engine prints a diff by a request of its own and leaves the result's stdout empty.
      if (request.method === 'diff' && result?.stdout) {
        send({ id: 0, method: 'print', params: { content: result.stdout.replace(/\n$/, '') } })
        result.stdout = null
      }
      reply = { result }
    } catch (error) {
      const is_panic = error instanceof WebAssembly.RuntimeError
      const data = { is_panic, message: error.message, error_code: error.code, meta: error.meta }
      reply = { error: { code: 4466, message: 'An error happened. Check the data field for details.', data } }
    }
    send({ id, ...reply })
  }
  process.exit(0)
}

function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
}

/** `cli can-connect-to-database` and `cli create-database`. */
async function runOnce(command, url) {
  try {
    if (command === 'create-database') await createDatabase(url)
    else {
      const client = new pg.Client({ ...parse(url), connectionTimeoutMillis: 5_000 })
      await client.connect()
      await client.end()
    }
  } catch (error) {
    const { hostname, port, pathname } = new URL(url)
    const [error_code, message] =
      error.code === '3D000'
        ? ['P1003', `Database \`${pathname.slice(1)}\` does not exist`]
        : ['28P01', '28000'].includes(error.code)
          ? ['P1000', `Authentication failed against the database server at \`${hostname}\``]
          : [
              'P1001',
              `Can't reach database server at \`${hostname}:${port || 5432}\`: ${error.message || error.code}`,
            ]
    fail(message, error_code)
  }
}

function refuseOtherVersion() {
  const wanted = require('@prisma/engines-version').enginesVersion
  const { version } = JSON.parse(
    readFileSync(require.resolve('@prisma/schema-engine-wasm').replace('schema_engine.js', 'package.json')),
  )
  if (version.endsWith(wanted)) return wanted
  fail(
    `@prisma/schema-engine-wasm ${version} is not the engine of this Prisma (${wanted}): install the matching one.`,
  )
}

const args = process.argv.slice(2)
const engineVersion = refuseOtherVersion()
const valuesOf = (flag) => args.flatMap((arg, i) => (args[i - 1] === flag ? [arg] : []))
const url = JSON.parse(valuesOf('--datasource').at(0) ?? '{}').url ?? 'postgresql://nowhere.invalid/none'

if (args.includes('--version')) process.stdout.write(`schema-engine ${engineVersion}\n`)
else if (args.includes('cli')) await runOnce(args.at(-1), url)
else await serve(url, valuesOf('--datamodels'))
