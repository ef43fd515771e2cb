import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { type Outcome, runCommand } from '../run-command.ts'

/** The command line as somebody types it, on an installation that has never been started. */
const dataDir = mkdtempSync(join(tmpdir(), 'gavel-installation-'))

afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

function gavel(...args: string[]): Promise<Outcome> {
  const { DATABASE_URL: _, ...rest } = process.env
  const env = { ...rest, GAVEL_DATA_DIR: dataDir, GAVEL_ENV: 'test', NODE_ENV: 'test' as const }
  return runCommand(process.execPath, ['scripts/gavel.mjs', ...args], { env })
}

test('the whole life of an installation by its command line, the database started and stopped for each command', async () => {
  const made = await gavel(
    'create-admin',
    '--email',
    'lena.hoffmann@northlight.example',
    '--name',
    'Lena Hoffmann',
  )
  expect(made).toMatchObject({ code: 0 })
  expect(made.stdout).toMatch(/Password, shown this once: \S+/)

  const people = await gavel('people', '--json')
  expect(JSON.parse(people.stdout)).toMatchObject([
    { name: 'Lena Hoffmann', roles: ['Admin'], lastSeenAt: null },
  ])

  const twice = await gavel('create-admin', '--email', 'lena.hoffmann@northlight.example', '--name', 'Lena')
  expect(twice.code).toBe(1)
  expect(twice.output).toContain('There is an account with this address already')

  const verified = await gavel('audit', 'verify', '--json')
  expect(verified.code).toBe(0)
  expect(JSON.parse(verified.stdout)).toMatchObject({ ok: true })

  const healthy = await gavel('doctor')
  expect(healthy.output).not.toContain('FAIL')
  expect(healthy.code).toBe(0)
}, 180_000)

test('it says how it is used, and fails at what it does not know', async () => {
  const help = await gavel('--help')
  expect(help).toMatchObject({ code: 0 })
  expect(help.stdout).toContain('audit verify')
  expect((await gavel('fly')).code).toBe(1)
  expect((await gavel('people', '--fast')).code).toBe(1)
}, 120_000)
