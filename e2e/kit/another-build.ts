import { randomBytes } from 'node:crypto'
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { z } from 'zod'
import { deployedActions } from './action-index.ts'
import { BUILD_DIR } from './built-application.ts'

const sealing = z.object({ encryptionKey: z.string() })

/**
 * The build of another version, as far as a page and a server notice that they are of two: the build, its key and each of its actions
 * are called otherwise, everywhere and in the same way. Answers its directory, beside the other.
 */
export function anotherBuild(): string {
  const directory = `${BUILD_DIR}-another`
  const apart = (file: string) => !file.startsWith(join(BUILD_DIR, 'cache'))
  cpSync(BUILD_DIR, directory, { recursive: true, filter: apart })
  const renamed = new Map([
    [buildIdOf(BUILD_DIR), randomBytes(16).toString('base64url').slice(0, 21)],
    [keyOf(BUILD_DIR), randomBytes(32).toString('base64')],
    // The first two digits say what kind of function it is.
    ...deployedActions(BUILD_DIR).map(
      ({ id }) => [id, id.slice(0, 2) + randomBytes(20).toString('hex')] as const,
    ),
  ])
  const old = new RegExp([...renamed.keys()].map((name) => name.replaceAll('+', '\\+')).join('|'), 'g')
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true }))
    if (entry.isFile() && TEXT.has(extname(entry.name))) {
      const file = join(entry.parentPath, entry.name)
      const text = readFileSync(file, 'utf8')
      const changed = text.replaceAll(old, (name) => renamed.get(name) ?? name)
      if (changed !== text) writeFileSync(file, changed)
    }
  return directory
}

/** Without an ending: the name of the build itself. */
const TEXT = new Set(['.js', '.json', '.html', '.rsc', ''])

export function buildIdOf(directory: string): string {
  return readFileSync(join(directory, 'BUILD_ID'), 'utf8')
}

function keyOf(directory: string): string {
  const file = join(directory, 'server', 'server-reference-manifest.json')
  return sealing.parse(JSON.parse(readFileSync(file, 'utf8'))).encryptionKey
}
