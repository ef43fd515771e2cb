import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { bareEnv } from '../kit/bare-env.ts'
import { canaries } from '../kit/canaries.ts'

const PROGRAM = fileURLToPath(new URL('fixtures/fail-at-the-platform.ts', import.meta.url))

/** S1, at the one place that holds credentials in clear: whatever goes wrong there, no line says what they are. */
test('no log line and no error shows a secret or a token, however the platform fails', async () => {
  const planted = canaries()
  const masterKey = randomBytes(32).toString('base64')
  const env = {
    ...bareEnv(),
    NODE_ENV: 'production' as const,
    GAVEL_LOG_LEVEL: 'trace',
    GAVEL_ALLOW_PLATFORM_NETWORKS: '127.0.0.0/8',
    CANARY_API_SECRET: planted.secret('api secret'),
    CANARY_PRIVATE_KEY: `-----BEGIN PRIVATE KEY-----\n${planted.secret('private key')}\n-----END PRIVATE KEY-----`,
    CANARY_MASTER_KEY: masterKey,
  }
  const flags = ['--disable-warning=ExperimentalWarning', '--conditions=react-server']
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [...flags, PROGRAM], { env })
  const said = stdout + stderr
  expect(said).toContain('platform call failed')
  expect(said).toContain('what does not open')
  expect(planted.find(said)).toEqual([])
  expect(said).not.toContain(masterKey)
  // Tokens begin so: the base64 of `{"`.
  expect(said).not.toMatch(/eyJ[\w-]{10}/)
}, 60_000)
