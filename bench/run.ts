import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Parts of measurements, not measurements. */
const PARTS = [
  'run.ts',
  'report.ts',
  'with-database.ts',
  'bare-server.ts',
  'file-server.ts',
  'senders.ts',
  'audit-chain.ts',
  'fill-archives.ts',
  'process-cpu.ts',
  'sandbox-crowd.ts',
  'sandbox-fleet.ts',
  'sandbox-receiver.ts',
]

/** Runs each measurement of this folder in a process of its own, one after the other: they would disturb each other. */
const folder = new URL('./', import.meta.url)
const wanted = process.argv.slice(2)
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !PARTS.includes(name))
  .filter((name) => wanted.length === 0 || wanted.includes(name.replace('.ts', '')))

for (const name of names.toSorted()) {
  const script = fileURLToPath(new URL(name, folder))
  const run = spawn(process.execPath, ['--conditions=react-server', script], { stdio: 'inherit' })
  const [code] = await once(run, 'exit')
  if (code !== 0) process.exitCode = 1
}
