import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { choosePort } from '../../scripts/choose-port.ts'
import { type ClusterNode, cluster } from './cluster.ts'
import { inTurn } from './end-process.ts'
import { prepareWorld } from './prepare-world.ts'
import { type SandboxProcess, startSandboxProcess, writeSandboxConfig } from './sandbox-process.ts'
import { serverSecrets } from './server-secrets.ts'
import { createTestDatabase } from './test-database.ts'

export type SignIn = { email: string; password: string; role: string }

/** The whole product, as `npm start` makes it: database, console, sandbox with its people, accounts. */
export type World = {
  url: string
  console: ClusterNode
  databaseUrl: string
  sandbox: SandboxProcess
  /** Where the console keeps its files. */
  dataDir: string
  /** What must never leave the server, by name. */
  secrets: Record<string, string>
  /** By role: admin, moderator, reviewer. */
  signIn(role: string): SignIn
  end(): Promise<void>
}

/** Starts a world on free ports; `scenario` null: nobody comes by themselves. */
export async function startWorld({
  scenario = 'rehearsal',
  env = {},
}: {
  scenario?: string | null
  /** Settings besides those of the demo. */
  env?: Record<string, string>
} = {}): Promise<World> {
  const directory = mkdtempSync(join(tmpdir(), 'gavel-world-'))
  const database = await createTestDatabase()
  const sandboxPort = await choosePort([0])
  const shared = {
    DATABASE_URL: database.url,
    GAVEL_ENV: 'demo',
    ...serverSecrets(),
    GAVEL_DATA_DIR: directory,
    GAVEL_SANDBOX: 'on',
    GAVEL_SANDBOX_API_URL: `http://127.0.0.1:${sandboxPort}`,
    GAVEL_SANDBOX_CONFIG: join(directory, 'sandbox.json'),
    GAVEL_ALLOW_PLATFORM_NETWORKS: '127.0.0.0/8', // the buckets of the stories
    ...env,
  }
  const [node] = await cluster(1, { databaseUrl: database.url, dataDir: directory, env: shared })
  if (!node) throw new Error('No server came up')
  const config = writeSandboxConfig({ port: sandboxPort, directory, consoleUrl: node.url, scenario })
  const { signIn: accounts } = prepareWorld({ ...shared, GAVEL_URL: node.url })
  const sandbox = await startSandboxProcess(config)
  return {
    url: node.url,
    console: node,
    databaseUrl: database.url,
    sandbox,
    dataDir: directory,
    secrets: {
      GAVEL_SECRET: shared.GAVEL_SECRET,
      'master key': shared.GAVEL_MASTER_KEYS.slice('k1:'.length),
    },
    signIn(role) {
      const found = accounts.find((account) => account.role === role)
      if (!found) throw new Error(`The demo has no ${role}`)
      return found
    },
    end: () =>
      inTurn(sandbox.stop, node.stop, database.drop, () =>
        rmSync(directory, { recursive: true, force: true }),
      ),
  }
}
