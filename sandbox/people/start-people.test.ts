import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Cast } from '../people-interface.ts'
import { type Sandbox, startSandbox } from '../sandbox.ts'
import { readClip } from './media/clip.ts'
import { startPeople } from './start-people.ts'
import { eventually } from './testing/eventually.ts'
import { openWatcher } from './testing/watcher.ts'

const project = { name: 'Openmic', apiKey: '912345678902', apiSecret: 'a secret of this test' }
// Real processes and real DTLS: a busy machine needs many times what an idle one does.
vi.setConfig({ testTimeout: 90_000 })

let sandbox: Sandbox

beforeAll(async () => {
  sandbox = await startSandbox({
    projects: [{ ...project, signatureSecret: 'signs callbacks', callbackUrl: null }],
  })
})
afterAll(() => sandbox.close())

const present = () =>
  [...sandbox.control.platform.sessions()].flatMap(({ connections }) => [...connections.values()])

test('the rehearsal tells who is who, and on cue Mia is heard shouting', async () => {
  const casts: Cast[] = []
  let cue: (name: string) => void = () => undefined
  const people = await startPeople({
    apiUrl: sandbox.apiUrl,
    projects: [project],
    scenario: 'rehearsal',
    registerCast: (told) => casts.push(told),
    onCue: (handler) => {
      cue = handler
    },
    log: () => undefined,
  })
  const [cast] = casts
  expect(cast?.sessions).toMatchObject([{ apiKey: project.apiKey, name: 'Rehearsal', capacity: 10 }])
  expect(cast?.people.map(({ name }) => name)).toContain('Mia Keller')
  const sessionId = cast?.sessions[0]?.sessionId ?? ''
  const watcher = await openWatcher({ apiUrl: sandbox.apiUrl, project, sessionId })
  await eventually(() => watcher.streams.length === 2 || `${watcher.streams.length} of two streams`)
  expect(present().map(({ data }) => data)).toEqual(
    expect.arrayContaining(cast?.people.map(({ ref }) => ref) ?? []),
  )

  const shouts = new Set((await readClip('mia-shouting')).audio.map((packet) => packet.toString('hex')))
  cue('misbehave')
  await eventually(
    () =>
      watcher.audio.some(({ payload }) => shouts.has(payload.toString('hex'))) ||
      `no shout among ${watcher.audio.length} packets of sound`,
  )
  await watcher.close()
  await people.close()
  await eventually(() => present().length === 0 || `${present().length} are still there`)
})

test('the process of the people ends, and everyone with it, when the line from its parent does', async () => {
  const main = fileURLToPath(new URL('./main.ts', import.meta.url))
  const child = spawn(process.execPath, [main], { stdio: ['pipe', 'pipe', 'inherit'] })
  const kinds: string[] = []
  createInterface({ input: child.stdout }).on('line', (line) => kinds.push(JSON.parse(line).kind))
  const start = {
    kind: 'start',
    apiUrl: sandbox.apiUrl,
    projects: [project],
    scenario: 'rehearsal',
    speed: 1,
  }
  child.stdin.write(`${JSON.stringify(start)}\n`)
  await eventually(() => present().length === 4 || `${present().length} of four people came`, 45_000)
  expect(kinds).toContain('cast')
  child.stdin.end()
  expect(await once(child, 'close')).toEqual([0, null])
  await eventually(() => present().length === 0 || `${present().length} are still there`)
})
