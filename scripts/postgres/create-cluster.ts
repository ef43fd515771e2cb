import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Identity } from './choose-identity.ts'
import type { Binaries } from './find-binaries.ts'

/** The builtin locale is the same on every machine, whatever locales it has installed. */
const FLAGS = [
  '--auth=scram-sha-256',
  '--username=postgres',
  '--encoding=UTF8',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--locale=C',
]

export const clusterExists = (data: string) => existsSync(join(data, 'PG_VERSION'))

/** In a directory of its own, then renamed: there is a whole cluster or none, also when two try at once. */
export function createCluster(binaries: Binaries, home: string, data: string, identity: Identity): void {
  const fresh = join(home, `cluster-${process.pid}-${randomBytes(3).toString('hex')}`)
  const pwfile = `${fresh}.password`
  writeFileSync(pwfile, randomBytes(24).toString('base64url'), { mode: 0o600 })
  mkdirSync(fresh, { mode: 0o700 })
  identity.own(fresh)
  identity.own(pwfile)
  try {
    initialise(binaries, home, identity, [`--pgdata=${fresh}`, `--pwfile=${pwfile}`, ...FLAGS])
    renameSync(pwfile, join(fresh, 'owner-password'))
    renameSync(fresh, data)
  } catch (error) {
    if (!clusterExists(data)) throw error // else another was faster: theirs is as good
  } finally {
    rmSync(pwfile, { force: true })
    rmSync(fresh, { recursive: true, force: true })
  }
}

function initialise({ initdb }: Binaries, home: string, identity: Identity, flags: string[]): void {
  const [command = initdb, ...args] = identity.wrap([initdb, ...flags])
  const made = spawnSync(command, args, { encoding: 'utf8', cwd: home, ...identity.spawn })
  if (made.status === 0) return
  throw new Error(
    `PostgreSQL could not make its data directory: ${made.error?.message ?? made.stderr.trim()}`,
  )
}
