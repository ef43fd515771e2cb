import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sourceDigest } from './source-digest.ts'

let root: string
const digest = () => sourceDigest(root, ['app', 'next.config.ts', 'absent'])
const write = (path: string, text: string) => writeFileSync(join(root, path), text)

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'gavel-digest-'))
  mkdirSync(join(root, 'app/live'), { recursive: true })
  write('app/live/page.tsx', 'one')
  write('next.config.ts', 'config')
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

test.each([
  ['a changed file', () => write('app/live/page.tsx', 'two')],
  ['a new file', () => write('app/live/other.tsx', '')],
  ['a removed file', () => rmSync(join(root, 'next.config.ts'))],
])('%s changes it', (_, change) => {
  const before = digest()
  change()
  expect(digest()).not.toBe(before)
})

test.each([
  ['a touched file', () => utimesSync(join(root, 'app/live/page.tsx'), 1, 1)],
  ['a test', () => write('app/live/page.test.tsx', 'test')],
  ['a file elsewhere', () => write('README.md', 'text')],
])('%s does not', (_, change) => {
  const before = digest()
  change()
  expect(digest()).toBe(before)
})
