import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const

/** A route handler as the build has deployed it. `path` has its parameters filled in with harmless ones. */
export type DeployedRoute = { readonly file: string; readonly path: string }

/** All route handlers of a build; not the framework's own for pictures such as `icon.svg`. */
export function deployedRoutes(buildDir: string): DeployedRoute[] {
  return entriesOf(buildDir)
    .filter((entry) => entry.endsWith('/route') && !/\.[a-z]+\/route$/.test(entry))
    .map((entry) => ({ file: `app${entry}.ts`, path: pathOf(entry) }))
}

/** Paths of all pages of a build, with their parameters filled in. */
export function deployedPages(buildDir: string): string[] {
  return entriesOf(buildDir)
    .filter((entry) => entry.endsWith('/page') && !entry.startsWith('/_'))
    .map((entry) => pathOf(entry.replace(/\/page$/, '')) || '/')
}

function entriesOf(buildDir: string): string[] {
  const text = readFileSync(join(buildDir, 'server', 'app-paths-manifest.json'), 'utf8')
  return Object.keys(z.record(z.string(), z.string()).parse(JSON.parse(text)))
}

function pathOf(entry: string): string {
  return entry
    .replace(/\/route$/, '')
    .replaceAll(/\/\([^)]+\)/g, '')
    .replaceAll(/\[\.\.\.[^\]]+\]/g, 'session')
    .replaceAll(/\[[^\]]+\]/g, '01932f5e-0000-7000-8000-000000000000')
}
