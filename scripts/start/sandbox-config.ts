import { randomBytes, randomInt } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { choosePort } from '../choose-port.ts'
import { writePrivateFile } from './installation-secrets.ts'

type Project = { name: string; apiKey: string; apiSecret: string; signatureSecret: string }

export type SandboxConfig = {
  readonly port: number
  readonly recordings: string
  readonly scenario: 'evening'
  readonly projects: readonly (Project & { readonly callbackUrl: string })[]
}

/**
 * What the sandbox is told: its projects and where their callbacks go. Port and keys stay the same from start to start, so
 * that what the console has stored about the projects stays true.
 */
export async function writeSandboxConfig(
  dataDir: string,
  origin: string,
): Promise<{ file: string; apiUrl: string }> {
  const file = join(dataDir, 'sandbox.json')
  const before: SandboxConfig | undefined = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : undefined
  const recordings = join(dataDir, 'recordings')
  mkdirSync(recordings, { recursive: true })
  const projects = before?.projects ?? ['Openmic', 'Tutor', 'Care desk'].map(makeProject)
  const config: SandboxConfig = {
    port: await choosePort(before ? [before.port, 0] : [0]),
    recordings,
    scenario: 'evening',
    projects: projects.map((one) => ({ ...one, callbackUrl: `${origin}/api/callbacks/${one.apiKey}` })),
  }
  writePrivateFile(file, config)
  return { file, apiUrl: `http://127.0.0.1:${config.port}` }
}

/** The cloud's API keys have eight digits or fewer, so a key of nine can never be taken for somebody's there. */
function makeProject(name: string): Project {
  return {
    name,
    apiKey: `990${randomInt(100_000, 1_000_000)}`,
    apiSecret: randomBytes(20).toString('hex'),
    signatureSecret: randomBytes(24).toString('base64url'),
  }
}
