import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { lastLines, runCommand } from '../run-command.ts'
import { StartFailure } from './failure.ts'
import { say, step } from './say.ts'

const FLAGS = ['--ignore-scripts', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']

type Packages = Record<string, { version?: string; optional?: boolean; peer?: boolean; link?: boolean }>

/** Installs the packages when they are missing or not those of the lockfile. No package needs its install script. */
export async function ensureInstalled(root: string): Promise<void> {
  const locked = readPackages(join(root, 'package-lock.json'))
  const installed = readPackages(join(root, 'node_modules', '.package-lock.json'))
  if (installed && (!locked || isInstalled(locked, installed))) return
  const command = locked ? 'ci' : 'install'
  await step('Installing packages', async () => {
    // Left to npm's own settings of this run, it would act on the project that is being started.
    const done = await runCommand('npm', [command, ...FLAGS], { cwd: root })
    if (done.code === 0) return
    say(lastLines(done.output))
    throw new StartFailure(
      'The packages could not be installed: npm says why above. Is the registry reachable?',
    )
  })
}

/** npm writes what it has installed beside it, as the last thing it does: a broken-off install has no such file. */
export function isInstalled(locked: Packages, installed: Packages): boolean {
  return Object.entries(locked).every(([path, wanted]) => {
    if (path === '' || wanted.optional || wanted.link) return true
    return installed[path]?.version === wanted.version
  })
}

function readPackages(file: string): Packages | undefined {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : undefined
}
