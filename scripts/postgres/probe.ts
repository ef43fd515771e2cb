import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'

export type Connection = { host: string; port: number; user: string; password: string; database: string }

/** "Running" means: a query with our password says it serves our directory. pg_ctl and pid files are only hints. */
export async function serves(connection: Connection, data: string): Promise<boolean> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 3_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory')
    return rows[0] !== undefined && realpathSync(rows[0].data_directory) === data
  } catch {
    return false // nobody there, somebody else's, or still starting
  } finally {
    await client.end().catch(() => {})
  }
}

/** What a server wrote when it started; it may be dead since. */
export function readPidFile(data: string): { pid: number; port: number } | undefined {
  const file = join(data, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  const [pid, , , port] = readFileSync(file, 'utf8').split('\n')
  return Number(pid) > 0 ? { pid: Number(pid), port: Number(port) } : undefined
}

/** Whether a living process is the server of a directory, and not a stranger who has got its number since. */
export function isServerOf(pid: number, data: string): boolean {
  return commandLine(pid).includes(data)
}

/** Empty when there is no such process. */
export function commandLine(pid: number): string {
  if (existsSync('/proc/self/cmdline')) {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
    } catch {
      return ''
    }
  }
  return spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).stdout.trim()
}
