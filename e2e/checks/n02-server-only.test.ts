import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, test } from 'vitest'
import REASONS from './not-server-only.json' with { type: 'json' }

/**
 * N2, the part that reads sources: every file of `lib` is for the server alone, but those that say why they are not; and
 * nothing a browser gets reaches, over any number of imports, what talks to the platform or holds its secrets.
 */
/** Files by the reason for which they need no guard. */
const unguarded: readonly string[] = Object.values(REASONS).flat()

const read = (file: string) => readFileSync(file, 'utf8')
const isServerOnly = (source: string) =>
  /^(?:\/\*[\s\S]*?\*\/\s*|\/\/[^\n]*\n)*import 'server-only'/.test(source)
const isActions = (source: string) => /^(?:\/\*[\s\S]*?\*\/\s*)?'use server'/.test(source)
const isClient = (source: string) => /^(?:\/\*[\s\S]*?\*\/\s*)?['"]use client['"]/.test(source)

const libFiles = () => globSync('lib/**/*.ts', { exclude: ['**/*.test.ts', '**/*.d.ts'] }).sort()

test('every file of lib is for the server alone, unless it says why not', () => {
  const open = libFiles().filter((file) => {
    const source = read(file)
    return !file.endsWith('/model.ts') && !isServerOnly(source) && !isActions(source)
  })
  expect(open.filter((file) => !unguarded.includes(file))).toEqual([])
})

test('every reason stands for a file that is there', () => {
  expect(unguarded.filter((file) => !existsSync(file) || isServerOnly(read(file)))).toEqual([])
})

test('no model reaches, at run time, what is for the server alone', () => {
  const models = libFiles().filter((file) => file.endsWith('/model.ts'))
  expect(models.flatMap((file) => wayTo(file, (reached) => isServerOnly(read(reached))) ?? [])).toEqual([])
})

test('no component of the browser reaches the platform, the database or the settings', () => {
  const clients = globSync(['components/**/*.{ts,tsx}', 'app/**/*.{ts,tsx}']).filter((file) =>
    isClient(read(file)),
  )
  expect(clients.length).toBeGreaterThan(10)
  const leaks = clients.map((file) => wayTo(file, isKept)).filter((way) => way !== null)
  expect(leaks).toEqual([])
})

const isKept = (file: string) =>
  (file.startsWith('lib/platform/') && !file.endsWith('/model.ts')) || isServerOnly(read(file))

/** The way by imports from a file to one of these, or null. Actions end it: the browser gets their names only. */
function wayTo(file: string, isGoal: (file: string) => boolean, seen = new Set<string>()): string[] | null {
  if (seen.has(file)) return null
  seen.add(file)
  for (const next of importsOf(file, read(file))) {
    if (isActions(read(next))) continue
    if (isGoal(next)) return [file, next]
    const way = wayTo(next, isGoal, seen)
    if (way) return [file, ...way]
  }
  return null
}

/** Files of ours that this one loads at run time; imports of types are gone by then. */
function importsOf(file: string, source: string): string[] {
  const statements = source.matchAll(/^(?:import|export)\s+(?!type\b)(?:[^'"]*?\bfrom\s+)?['"]([^'"]+)['"]/gm)
  const lazy = source.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g)
  return [...statements, ...lazy]
    .filter(([statement]) => !onlyTypes(statement))
    .flatMap(([, target = '']) => {
      if (target.startsWith('#')) return [target.slice(1)]
      return target.startsWith('.') ? [normalize(join(dirname(file), target))] : []
    })
    .filter((target) => /\.tsx?$/.test(target) && existsSync(target))
}

function onlyTypes(statement: string): boolean {
  const names = /\{([^}]*)\}/.exec(statement)?.[1]
  if (names === undefined || !/^import\s+\{/.test(statement)) return false
  return names.split(',').every((name) => name.trim() === '' || name.trim().startsWith('type '))
}

describe('this check fails for', () => {
  test('a component that imports the platform, also over another file', () => {
    expect(
      importsOf('components/x.tsx', "import { platformFor } from '#lib/platform/platform-for.ts'"),
    ).toEqual(['lib/platform/platform-for.ts'])
    expect(isKept('lib/platform/platform-for.ts')).toBe(true)
    expect(wayTo('lib/access/define-action.ts', (file) => file.endsWith('/record-audit.ts'))).not.toBeNull()
  })

  test('a file whose import of server-only is not at its head', () => {
    expect(isServerOnly("import { a } from './a.ts'\nimport 'server-only'\n")).toBe(false)
    expect(isServerOnly("/** Why. */\nimport 'server-only'\n")).toBe(true)
  })

  test('and not for an import of types', () => {
    expect(importsOf('components/x.tsx', "import type { Env } from '#lib/system/env.ts'")).toEqual([])
    expect(importsOf('components/x.tsx', "import { type Env } from '#lib/system/env.ts'")).toEqual([])
  })
})
