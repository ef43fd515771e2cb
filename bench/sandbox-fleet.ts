import { execFileSync, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { PeopleProject } from '../sandbox/people-interface.ts'
import { cpuSecondsOf, ofProcess } from './process-cpu.ts'
import type { CrowdReport, CrowdTask } from './sandbox-crowd.ts'

export const PROJECT: PeopleProject = {
  name: 'Openmic',
  apiKey: '912345678910',
  apiSecret: 'a secret of this measurement',
}
const SIGNATURE_SECRET = 'signs callbacks of this measurement'
const SANDBOX = fileURLToPath(new URL('../sandbox/main.ts', import.meta.url))
const CROWD = fileURLToPath(new URL('sandbox-crowd.ts', import.meta.url))

export type SandboxUnderLoad = {
  apiUrl: string
  /** Resident memory in MiB. */
  resident: () => number
  /** Seconds of a core it has used so far. */
  worked: () => number
  end: () => Promise<void>
}

/** The sandbox as a process of its own, without people; with GAVEL_CPU_PROFILE its profile is left in that folder. */
export async function startSandboxUnderLoad(callbackUrl: string | null = null): Promise<SandboxUnderLoad> {
  const folder = mkdtempSync(join(tmpdir(), 'gavel-bench-'))
  const config = join(folder, 'sandbox.json')
  const project = { ...PROJECT, signatureSecret: SIGNATURE_SECRET, callbackUrl }
  writeFileSync(config, JSON.stringify({ scenario: null, recordings: folder, projects: [project] }))
  const profile = process.env.GAVEL_CPU_PROFILE
  const flags = profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : []
  const child = spawn(process.execPath, [...flags, SANDBOX, '--config', config], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = await once(child.stdout, 'data')
  const pid = child.pid ?? Number.NaN // it has spoken, so it has one
  child.stdout.resume()
  return {
    apiUrl: JSON.parse(String(line).split('\n')[0] ?? '').apiUrl,
    resident: () => Number(ofProcess(pid, 'rss')) / 1024,
    worked: () => cpuSecondsOf(pid),
    end: async () => {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export type Crowd = { ask: (task: CrowdTask) => Promise<CrowdReport>; end: () => Promise<void> }

export function startCrowd(): Crowd {
  const child = fork(CROWD)
  return {
    ask: async (task) => {
      const answer: Promise<CrowdReport[]> = once(child, 'message')
      child.send(task)
      const [report] = await answer
      if (!report) throw new Error('A crowd said nothing')
      return report
    },
    end: async () => {
      const ended = once(child, 'exit')
      child.disconnect()
      await ended
    },
  }
}

/** How many files a process may open here: each connection is one. */
export function openFilesLimit(): number {
  const said = execFileSync('sh', ['-c', 'ulimit -Hn'], { encoding: 'utf8' }).trim()
  return said === 'unlimited' ? Number.POSITIVE_INFINITY : Number(said)
}
