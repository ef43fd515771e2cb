import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { endProcess } from './end-process.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export type SandboxProject = { name: string; apiKey: string; apiSecret: string; signatureSecret: string }
export type SandboxProcess = {
  apiUrl: string
  projects: SandboxProject[]
  /** The file that tells `scripts/prepare.ts` the projects' credentials. */
  config: string
  stop(): Promise<void>
}

const NAMES = ['Openmic', 'Tutor', 'Care desk']

type Given = { port: number; directory: string; consoleUrl: string; scenario: string | null }

/** Writes what a sandbox is to be: its projects, whose callbacks go to the console, and who comes. */
export function writeSandboxConfig(given: Given): Pick<SandboxProcess, 'projects' | 'config'> {
  const projects = NAMES.map((name, at) => ({
    name,
    apiKey: `9909000${at}${randomBytes(1).readUInt8().toString().padStart(3, '0')}`,
    apiSecret: randomBytes(20).toString('hex'),
    signatureSecret: randomBytes(32).toString('hex'),
  }))
  mkdirSync(given.directory, { recursive: true })
  const config = join(given.directory, 'sandbox.json')
  writeFileSync(
    config,
    JSON.stringify({
      port: given.port,
      recordings: join(given.directory, 'recordings'),
      scenario: given.scenario,
      projects: projects.map((project) => ({
        ...project,
        callbackUrl: `${given.consoleUrl}/api/callbacks/${project.apiKey}`,
      })),
    }),
  )
  return { projects, config }
}

/** The sandbox as a process of its own, with the simulated people of its config. */
export async function startSandboxProcess({
  projects,
  config,
}: Pick<SandboxProcess, 'projects' | 'config'>): Promise<SandboxProcess> {
  const child = spawn(process.execPath, ['sandbox/main.ts', '--config', config], {
    cwd: ROOT,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-20_000)
    })
  const apiUrl = await firstLine(child, () => said)
  return { apiUrl, projects, config, stop: () => endProcess(child, 'SIGTERM', () => said) }
}

async function firstLine(child: ChildProcess, said: () => string): Promise<string> {
  if (!child.stdout) throw new Error('The sandbox has no output')
  const lines = createInterface({ input: child.stdout })
  const [line] = await Promise.race([
    once(lines, 'line'),
    once(child, 'exit').then(() => Promise.reject(new Error(`The sandbox ended at once:\n${said()}`))),
  ])
  return JSON.parse(line).apiUrl
}
