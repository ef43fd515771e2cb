import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { readOptions } from './options.ts'
import { testProject } from './testing/test-project.ts'

const withConfig = async (config: unknown, args: string[] = []) => {
  const folder = await mkdtemp(join(tmpdir(), 'options-'))
  const file = join(folder, 'sandbox.json')
  await writeFile(file, JSON.stringify(config))
  const read = await readOptions(['--config', file, ...args])
  await rm(folder, { recursive: true })
  return read
}

test('without any option three projects are invented, with keys the cloud does not give out', async () => {
  const read = await readOptions([])
  if (!read.ok) throw new Error(read.error)
  expect(read.value).toMatchObject({ port: 0, host: '127.0.0.1', scenario: 'evening', ffmpeg: true })
  expect(read.value.projects.map(({ name }) => name)).toEqual(['Openmic', 'Tutor', 'Care desk'])
  for (const { apiKey } of read.value.projects) expect(apiKey).toMatch(/^9\d{12}$/)
})

test('the command line wins over the file', async () => {
  const config = { port: 4000, scenario: 'evening', recordings: '/a', projects: [testProject()] }
  const args = [
    '--port',
    '5000',
    '--people',
    '0',
    '--callbacks',
    'http://localhost:1/x',
    '--recordings',
    '/b',
  ]
  const read = await withConfig(config, args)
  expect(read).toMatchObject({
    ok: true,
    value: {
      port: 5000,
      scenario: null,
      recordings: '/b',
      projects: [{ callbackUrl: 'http://localhost:1/x' }],
    },
  })
  expect(await withConfig(config)).toMatchObject({ ok: true, value: { port: 4000, scenario: 'evening' } })
})

test('faults come from the configuration and from a file of their own', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'options-'))
  const file = join(folder, 'faults.json')
  await writeFile(
    file,
    JSON.stringify([{ target: 'callbacks', answer: 'drop', probability: 0.1, seed: 'x' }]),
  )
  const read = await withConfig({ faults: [{ target: 'clock', offsetMs: 5 }] }, ['--faults', file])
  expect(read).toMatchObject({ ok: true, value: { faults: [{ target: 'clock' }, { answer: 'drop' }] } })
  await writeFile(file, JSON.stringify([{ target: 'rest', answer: 418 }]))
  expect(await withConfig({}, ['--faults', file])).toMatchObject({ ok: false })
  await rm(folder, { recursive: true })
})

test('limits come from the configuration; what it does not name is as on the platform', async () => {
  const read = await withConfig({ limits: { connections: 3 } })
  expect(read).toMatchObject({ ok: true, value: { limits: { connections: 3, streamsOfOne: 10 } } })
  for (const limits of [{ connections: 0 }, { conections: 3 }]) {
    expect(await withConfig({ limits })).toMatchObject({ ok: false })
  }
})

test.each([
  [['--port', '70000']],
  [['--callbacks', 'ftp://x']],
  [['--nonsense']],
  [['--speed', '0']],
  [['--speed', 'fast']],
  [['--scenario', 'no-such-evening']],
  [['--config', '/does/not/exist.json']],
])('%j is refused in words', async (args) => {
  const read = await readOptions(args)
  expect(read).toEqual({ ok: false, error: expect.stringMatching(/./) })
})

test('scenario and speed are chosen by line or file; a scenario of one’s own is found from wherever its people run', async () => {
  expect(await readOptions(['--scenario', 'raid', '--speed', '30'])).toMatchObject({
    ok: true,
    value: { scenario: 'raid', speed: 30 },
  })
  expect(await withConfig({ scenario: 'school-morning', speed: 60 })).toMatchObject({
    ok: true,
    value: { scenario: 'school-morning', speed: 60 },
  })
  const file = 'sandbox/people/scenarios/listener.json'
  expect(await readOptions(['--scenario', file])).toMatchObject({
    ok: true,
    value: { scenario: resolve(file), speed: 1 },
  })
})

test('a project in the file that is not one is named', async () => {
  const read = await withConfig({ projects: [{ ...testProject(), apiKey: 'letters' }] })
  expect(read).toEqual({ ok: false, error: expect.stringContaining('an API key is digits') })
})

test.each([
  [['--port', 'abc'], /--port is a whole number/],
  [['--people', '5'], /--people takes 0 alone/],
  [['--faults', '/nowhere.json'], /nowhere\.json cannot be read/],
])('%j is refused with the option it is about', async (args, words) => {
  const read = await readOptions(args)
  expect(read.ok ? '' : read.error).toMatch(words)
})
