import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const PROGRAM = 'e2e/checks/fixtures/work-until-killed.ts'

/**
 * Does what is due in a process of its own, which the system kills (SIGKILL) at this step; resolves when it is dead. Rejects when
 * it ended in any other way. Its settings are those of this process, on that database.
 */
export async function killedAt(
  work: 'fetch' | 'delete' | 'export',
  step: string,
  databaseUrl: string,
): Promise<void> {
  const flags = ['--disable-warning=ExperimentalWarning', '--conditions=react-server', PROGRAM]
  const child = spawn(process.execPath, [...flags, work, step], {
    cwd: ROOT,
    env: { ...process.env, DATABASE_URL: databaseUrl, DATABASE_POOL: '4' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const [[code, signal], said] = await Promise.all([once(child, 'exit'), text(child.stderr)])
  if (signal !== 'SIGKILL')
    throw new Error(`It came past "${step}" and ended with ${code ?? signal}\n${said}`)
}
