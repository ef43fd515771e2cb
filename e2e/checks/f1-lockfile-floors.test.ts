import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { belowFloor, type Floor, type LockedPackages } from './lockfile-floors.ts'

const FLOORS: Record<string, Floor> = {
  next: ['16.4.5'],
  react: ['19.3.1'],
  'react-dom': ['19.3.1'],
  'next-auth': ['4.24.15'],
  undici: ['8.12.4', '7.30.2'],
  sharp: ['0.35.5'],
  nodemailer: ['10.0.5'],
}

/** A copy that may stay below its floor for a while: `{ path: 'node_modules/…', until: 'YYYY-MM-DD', why: '…' }`. */
const EXCEPTIONS: { path: string; until: string; why: string }[] = []

const lock: { packages: LockedPackages } = JSON.parse(
  readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8'),
)

test('no copy of a package is below the version in which its known holes were mended', () => {
  const today = new Date().toISOString().slice(0, 10)
  const excused = EXCEPTIONS.filter(({ until }) => until >= today).map(({ path }) => path)
  expect(belowFloor(lock.packages, FLOORS).filter(({ path }) => !excused.includes(path))).toEqual([])
})

test.each([
  ['node_modules/next', '16.4.4', true],
  ['node_modules/next', '16.4.5', false],
  ['node_modules/next', '16.5.0-canary.1', false],
  ['node_modules/next', '16.4.5-canary.9', true],
  ['node_modules/a/node_modules/next', '15.9.9', true],
  ['node_modules/undici', '7.30.1', true],
  ['node_modules/undici', '7.30.2', false],
  ['node_modules/undici', '8.12.3', true],
  ['node_modules/undici', '9.0.0', false],
  ['node_modules/next-thing', '1.0.0', false],
])('%s %s is below its floor: %s', (path, version, below) => {
  expect(belowFloor({ [path]: { version } }, FLOORS).length === 1).toBe(below)
})

test('a package under another name is known by its own', () => {
  const found = belowFloor({ 'node_modules/old-next': { name: 'next', version: '14.0.0' } }, FLOORS)
  expect(found).toEqual([{ path: 'node_modules/old-next', version: '14.0.0' }])
})
