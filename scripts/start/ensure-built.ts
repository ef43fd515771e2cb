import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { lastLines, runGuarded } from '../run-command.ts'
import { StartFailure } from './failure.ts'
import { say, step } from './say.ts'
import { sourceDigest } from './source-digest.ts'

const SCHEMA = ['prisma/schema.prisma', 'prisma.config.ts', 'package-lock.json']
/** Without `tsconfig.json`, which a build itself writes to. */
const SOURCES = [
  'app',
  'components',
  'lib',
  'public',
  'proxy.ts',
  'instrumentation.ts',
  'instrumentation-client.ts',
  'next.config.ts',
  'postcss.config.mjs',
  'package.json',
  ...SCHEMA,
]

/** The database client that Prisma writes from the schema; it is not committed. */
export async function ensureGenerated(root: string): Promise<void> {
  await whenChanged(join(root, 'generated', '.digest'), sourceDigest(root, SCHEMA), () =>
    step('Preparing the database client', () =>
      runNode(
        root,
        ['node_modules/prisma/build/index.js', 'generate'],
        'The database client could not be generated',
      ),
    ),
  )
}

/** The built application in `buildDir`, made anew when a source has changed. */
export async function ensureBuilt(root: string, buildDir: string): Promise<void> {
  await whenChanged(join(root, buildDir, 'gavel-digest'), sourceDigest(root, SOURCES), () =>
    step('Building', () =>
      runNode(root, ['node_modules/next/dist/bin/next', 'build'], 'The application could not be built', {
        NODE_ENV: 'production',
        GAVEL_BUILD_DIR: buildDir,
      }),
    ),
  )
}

/** The digest is removed first and written last: a broken-off run counts as not done. */
async function whenChanged(file: string, digest: string, make: () => Promise<void>): Promise<void> {
  if (existsSync(file) && readFileSync(file, 'utf8') === digest) return
  rmSync(file, { force: true })
  await make()
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, digest)
}

async function runNode(
  root: string,
  args: string[],
  failure: string,
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const full = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...env }
  const done = await runGuarded(args, { cwd: root, env: full })
  if (done.code === 0) return
  say(lastLines(done.output, 40))
  throw new StartFailure(`${failure}: see above.`)
}
