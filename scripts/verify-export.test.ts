import { spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

/** What it says of real packages is shown where they are made; here, what it says to somebody who calls it wrongly. */
let directory: string
let certificate: string

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'gavel-verify-'))
  certificate = join(directory, 'certificate.json')
  const key = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' })
  writeFileSync(
    certificate,
    JSON.stringify({ facts: { version: 1, deletion: '0' }, signature: '', publicKey: key }),
  )
})
afterAll(() => rmSync(directory, { recursive: true, force: true }))

const verify = (...args: string[]) => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/verify-export.mjs', ...args], {
    encoding: 'utf8',
  })
  return { status, stderr }
}

test.each([
  ['no key', () => [certificate], /^node verify-export\.mjs/],
  [
    'a fingerprint with a digit too many',
    () => [certificate, '--key', 'a'.repeat(65)],
    /64 hexadecimal digits/,
  ],
  ['a key that is not there', () => [certificate, '--key', join(directory, 'absent.pem')], /neither a file/],
])('%s is told as that, and not as a forgery', (_name, args, said) => {
  const { status, stderr } = verify(...args())
  expect(status).toBe(2)
  expect(stderr).toMatch(said)
  expect(stderr).not.toContain('NOT AS SIGNED')
})

test('a certificate that this key did not sign is told as that', () => {
  const { status, stderr } = verify(certificate, '--key', 'a'.repeat(64))
  expect(status).toBe(1)
  expect(stderr).toContain('NOT AS SIGNED')
})
