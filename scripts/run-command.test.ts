import { spawn } from 'node:child_process'
import { expect, test } from 'vitest'
import { eventually } from '../e2e/kit/eventually.ts'
import { isAlive } from './is-alive.ts'
import { endCommands, lastLines, runCommand } from './run-command.ts'

const node = (program: string) => runCommand(process.execPath, ['-e', program])

test('the outcome is the exit code and what was printed, errors included', async () => {
  const done = await node('console.log("one"); console.error("two"); process.exit(3)')
  expect(done).toMatchObject({ code: 3, stdout: 'one\n' })
  expect(done.output).toContain('two')
})

test('a program that does not exist fails with its name', async () => {
  expect(await runCommand('no-such-program', [])).toMatchObject({
    code: 127,
    output: expect.stringContaining('no-such'),
  })
})

test('ending the commands ends what they have started too', async () => {
  const started = node(
    'const c = require("child_process").spawn("sleep", ["60"]); console.log(c.pid); setInterval(() => {}, 1e3)',
  )
  let over = false
  void started.then(() => {
    over = true
  })
  await eventually(() => {
    endCommands()
    return over || 'it still runs'
  })
  expect((await started).code).not.toBe(0)
})

test('a guarded program ends when whoever runs it is killed', async () => {
  const module = new URL('./run-command.ts', import.meta.url).href
  const program = `
    import { runGuarded } from ${JSON.stringify(module)}
    await runGuarded(['-e', 'console.log("pid " + process.pid); setInterval(() => {}, 1000)'], { show: true })`
  const runner = spawn(process.execPath, ['--input-type=module', '-e', program])
  const pid = await new Promise<number>((done) =>
    runner.stdout.on('data', (chunk: Buffer) => done(Number(chunk.toString().replace('pid ', '')))),
  )
  runner.kill('SIGKILL')
  await eventually(() => !isAlive(pid) || `${pid} still runs`, { timeoutMs: 10_000 })
})

test('the last lines of a text are its last lines', () => {
  expect(lastLines('one\ntwo\nthree\n', 2)).toBe('two\nthree')
})
