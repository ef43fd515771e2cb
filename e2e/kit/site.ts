import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createAccount } from '#lib/access/create-account.ts'
import { ensureBuiltInRoles } from '#lib/access/ensure-built-in-roles.ts'
import { prepareSetupCode } from '#lib/access/prepare-setup-code.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { BUILD_DIR } from './built-application.ts'
import { type ClusterNode, cluster } from './cluster.ts'
import { inTurn } from './end-process.ts'
import { createTestDatabase } from './test-database.ts'
import { testEnv, testSecrets } from './test-env.ts'
import { Visitor } from './visitor.ts'

const PASSWORD = 'a quiet evening in november'

export type Person = { email: string; password: string; accountId: string }

/** The built application on a database of its own, with people in it and nothing else: for checks by plain HTTP. */
export type Site = {
  readonly buildDir: string
  readonly secret: string
  readonly nodes: readonly ClusterNode[]
  readonly db: Database
  readonly databaseUrl: string
  /** What its servers keep beside the database: recordings, packages. */
  readonly dataDir: string
  /** Of the set-up, when nobody was made. */
  readonly setupCode: string | null
  /** Somebody who is nobody yet, at one of the servers. */
  visitor(node?: number): Visitor
  /** Somebody new with this role, and what they sign in with. */
  somebody(role: string): Promise<Person>
  /** Somebody new with this role, signed in. */
  signedIn(role: string, node?: number): Promise<{ visitor: Visitor; accountId: string; deviceId: string }>
  end(): Promise<void>
}

export async function startSite(
  given: { nodes?: number; settingUp?: boolean; env?: Record<string, string> } = {},
): Promise<Site> {
  testEnv()
  const database = await createTestDatabase()
  const db = openDatabase(database.url, 4)
  await ensureBuiltInRoles(db)
  const setupCode = given.settingUp ? await prepareSetupCode(db) : null
  if (!given.settingUp) await makeAccount(db, 'admin')
  const dataDir = mkdtempSync(join(tmpdir(), 'gavel-site-'))
  const env = { ...testSecrets(), ...given.env }
  const nodes = await cluster(given.nodes ?? 1, { databaseUrl: database.url, dataDir, env })
  const urlOf = (node: number) => nodes[node]?.url ?? ''
  const host = given.env?.GAVEL_URL && new URL(given.env.GAVEL_URL).host
  const visitor = (node = 0) => new Visitor(urlOf(node), host)
  return {
    buildDir: BUILD_DIR,
    secret: testSecrets().GAVEL_SECRET,
    nodes,
    db,
    databaseUrl: database.url,
    dataDir,
    setupCode,
    visitor,
    somebody: (role) => makeAccount(db, role),
    async signedIn(role, node = 0) {
      const { email, accountId } = await makeAccount(db, role)
      const who = visitor(node)
      await who.signIn(email, PASSWORD)
      const device = await db.device.findFirst({ where: { accountId } })
      if (!device) throw new Error('Signing in made no device')
      return { visitor: who, accountId, deviceId: device.id }
    },
    end: () =>
      inTurn(
        ...nodes.map((node) => node.stop),
        () => db.$disconnect(),
        database.drop,
        () => rmSync(dataDir, { recursive: true, force: true }),
      ),
  }
}

let shared: Promise<Site> | null = null

async function startShared(): Promise<Site> {
  const site = await startSite({ nodes: 2 })
  process.once('exit', () => rmSync(site.dataDir, { recursive: true, force: true }))
  return site
}

/**
 * The running site of this process, with two servers, for checks that neither break it nor need it empty. They bring their own
 * people, projects and keys; it ends with the process.
 */
export async function sharedSite(): Promise<Site> {
  shared ??= startShared()
  const site = await shared
  await forgetOthers(site.db)
  return { ...site, end: async () => {} }
}

/** What other checks may have left to everybody; of what they left unsettled the clock would raise alarms, and write letters, later. */
async function forgetOthers(db: Database): Promise<void> {
  await db.signInThrottle.deleteMany()
  await db.role.updateMany({ data: { needsTwoFactors: false } })
  await db.actionTarget.updateMany({ where: { state: { in: ['asked', 'sent'] } }, data: { state: 'failed' } })
  await db.recordingWatch.deleteMany()
  await db.archive.updateMany({
    where: { state: { in: ['starting', 'recording', 'paused'] } },
    data: { state: 'failed' },
  })
}

async function makeAccount(db: Database, role: string): Promise<Person> {
  const email = `${newId()}@northlight.example`
  const given = { name: 'Ines Duarte', email, password: PASSWORD, roles: [{ key: role }] }
  const by = { actorId: null, deviceId: null, address: null, requestId: 'test' }
  const made = await db.$transaction((tx) => createAccount(tx, given, by))
  if (!made.ok) throw new Error(`No account was made: ${made.failure}`)
  return { email, password: PASSWORD, accountId: made.value.accountId }
}
