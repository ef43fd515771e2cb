import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { installationSecrets } from './installation-secrets.ts'

let directory: string
const file = () => join(directory, 'secrets.json')

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'gavel-secrets-'))
})

afterEach(() => rmSync(directory, { recursive: true, force: true }))

test('they are made once and stay', () => {
  const first = installationSecrets(file())
  expect(first.GAVEL_SECRET.length).toBeGreaterThanOrEqual(32)
  expect(Buffer.from(first.GAVEL_MASTER_KEYS.replace('k1:', ''), 'base64')).toHaveLength(32)
  expect(installationSecrets(file())).toEqual(first)
})

test('two installations have nothing in common', () => {
  const first = installationSecrets(file())
  rmSync(file())
  const second = installationSecrets(file())
  expect(second.GAVEL_SECRET).not.toBe(first.GAVEL_SECRET)
  expect(second.GAVEL_MASTER_KEYS).not.toBe(first.GAVEL_MASTER_KEYS)
})

test('only the owner can read them, also after somebody has opened the file', () => {
  installationSecrets(file())
  expect(statSync(file()).mode & 0o777).toBe(0o600)
  chmodSync(file(), 0o644)
  installationSecrets(file())
  expect(statSync(file()).mode & 0o777).toBe(0o600)
})
