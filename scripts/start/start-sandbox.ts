import { join } from 'node:path'
import type { ChildEnv } from './application-env.ts'
import { answers } from './probe-http.ts'
import { writeSandboxConfig } from './sandbox-config.ts'
import { say, step } from './say.ts'
import { Service } from './service.ts'

const READY_MS = 20_000

type Sandbox = {
  /** What the application must know of it. */
  readonly env: { GAVEL_SANDBOX_API_URL: string; GAVEL_SANDBOX_CONFIG: string }
  start(onStart: (part: { stop(): Promise<void> }) => void): Promise<void>
}

/** The stand-in for the video platform, with its simulated people: where it will be, and how it is started. */
export async function sandboxFor(dataDir: string, origin: string, env: ChildEnv): Promise<Sandbox> {
  const { file, apiUrl } = await writeSandboxConfig(dataDir, origin)
  const service = new Service({
    name: 'The sandbox',
    args: ['--disable-warning=ExperimentalWarning', 'sandbox/main.ts', '--config', file],
    // It stands for somebody else's service, which knows none of our secrets.
    env: { ...env, GAVEL_MASTER_KEYS: '', GAVEL_SECRET: '', NEXTAUTH_SECRET: '', DATABASE_URL: '' },
    logFile: join(dataDir, 'logs', 'sandbox.log'),
    hideFirstLine: true,
    stopMs: 600,
    ready: () => answers(apiUrl, '/_sandbox/state'),
    say,
  })
  return {
    env: { GAVEL_SANDBOX_API_URL: apiUrl, GAVEL_SANDBOX_CONFIG: file },
    async start(onStart) {
      onStart(service)
      try {
        await step('Starting the sandbox', () => service.start(READY_MS))
      } catch (error) {
        say(service.lastWords())
        throw error
      }
    },
  }
}
