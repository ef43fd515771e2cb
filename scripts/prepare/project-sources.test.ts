import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { isSound } from '#lib/platform/save-credentials.ts'
import { readEnv } from '#lib/system/env.ts'
import { testApplication } from '../../sandbox/testing/test-project.ts'
import { projectsIn } from './project-sources.ts'

const BASE = {
  DATABASE_URL: 'postgresql://localhost/x',
  GAVEL_SECRET: 'x'.repeat(32),
  GAVEL_MASTER_KEYS: `k1:${Buffer.alloc(32).toString('base64')}`,
}

function projects(given: Record<string, string>) {
  const read = readEnv({ ...BASE, ...given })
  if (!read.ok) throw new Error(read.failure.join(' '))
  return projectsIn(read.value)
}

test('no project is invented where the settings name none', () => expect(projects({})).toEqual([]))

test('an OpenTok project comes with its key, secret, and the public address', () => {
  const given = { OPENTOK_API_KEY: '47012345', OPENTOK_API_SECRET: 'a-secret-of-sixteen' }
  expect(projects(given)).toEqual([
    {
      name: 'OpenTok',
      platform: 'opentok',
      platformId: '47012345',
      apiUrl: null,
      secrets: { apiSecret: given.OPENTOK_API_SECRET },
    },
  ])
})

test('half of a pair is a mistake that is told without repeating the other half', () => {
  expect(() => projects({ OPENTOK_API_KEY: '47012345' })).toThrow('OPENTOK_API_SECRET')
  expect(() => projects({ VONAGE_APPLICATION_ID: '11111111-2222-4333-8444-555555555555' })).toThrow(
    'VONAGE_PRIVATE_KEY',
  )
})

test('a private key written in one line is the same key', () => {
  const { applicationId, privateKey } = testApplication()
  const given = {
    VONAGE_APPLICATION_ID: applicationId,
    VONAGE_PRIVATE_KEY: privateKey.replaceAll('\n', '\\n'),
  }
  const [project] = projects(given)
  expect(project).toMatchObject({ platform: 'vonage', platformId: applicationId, secrets: { privateKey } })
  expect(isSound('privateKey', project?.secrets.privateKey ?? '')).toBe(true)
})

test('the sandbox brings its own projects and its address', () => {
  const directory = mkdtempSync(join(tmpdir(), 'gavel-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  const file = join(directory, 'sandbox.json')
  const one = {
    name: 'Tutor',
    apiKey: '990123456',
    apiSecret: 'a'.repeat(40),
    signatureSecret: 'b'.repeat(32),
  }
  writeFileSync(file, JSON.stringify({ port: 1, scenario: 'evening', projects: [one] }))
  const given = { GAVEL_SANDBOX_CONFIG: file, GAVEL_SANDBOX_API_URL: 'http://127.0.0.1:4000' }
  expect(projects(given)).toMatchObject([
    { name: 'Tutor', platformId: '990123456', apiUrl: 'http://127.0.0.1:4000' },
  ])
})
