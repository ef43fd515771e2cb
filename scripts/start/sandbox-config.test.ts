import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type SandboxConfig, writeSandboxConfig } from './sandbox-config.ts'

let directory: string

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'gavel-sandbox-'))
})

afterEach(() => rmSync(directory, { recursive: true, force: true }))

async function write(origin: string): Promise<SandboxConfig> {
  const { file } = await writeSandboxConfig(directory, origin)
  return JSON.parse(readFileSync(file, 'utf8'))
}

test('three projects have keys that the cloud does not have, and callbacks that reach this start', async () => {
  const { projects } = await write('http://127.0.0.1:3001')
  expect(projects.map(({ name }) => name)).toEqual(['Openmic', 'Tutor', 'Care desk'])
  for (const { apiKey, callbackUrl } of projects) {
    expect(apiKey).toMatch(/^990\d{6}$/)
    expect(callbackUrl).toBe(`http://127.0.0.1:3001/api/callbacks/${apiKey}`)
  }
  expect(statSync(join(directory, 'sandbox.json')).mode & 0o777).toBe(0o600)
})

test('keys and port stay from start to start, while the callbacks follow the web server', async () => {
  const first = await write('http://127.0.0.1:3000')
  const second = await write('http://127.0.0.1:3005')
  const keys = ({ projects }: SandboxConfig) => projects.map(({ apiKey, apiSecret }) => [apiKey, apiSecret])
  expect(keys(second)).toEqual(keys(first))
  expect(second.port).toBe(first.port)
  expect(second.projects[0]?.callbackUrl).toContain(':3005/')
})

test('a port that somebody else has got is left to them', async () => {
  const first = await write('http://127.0.0.1:3000')
  const other = createServer()
  await new Promise<void>((done) => other.listen(first.port, '127.0.0.1', done))
  const second = await write('http://127.0.0.1:3000')
  await new Promise((done) => other.close(done))
  expect(second.port).not.toBe(first.port)
})
