import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { endCommands, lastLines, runCommand, runGuarded } from '../run-command.ts'
import { ensureBuilt, ensureGenerated } from '../start/ensure-built.ts'
import { ensureInstalled } from '../start/ensure-installed.ts'
import { say, step } from '../start/say.ts'
import { add, type Count, countPlaywright, countVitest, NOTHING } from './count-results.ts'
import { readOptions, type TestOptions } from './read-options.ts'
import { memoryForFiles } from './scratch.ts'
import { playwrightFailures, vitestFailures } from './tell-failures.ts'

const BUILD_DIR = '.next-test'
const REPORTS = '.data/test-reports'
const FAILED: Count = { passed: 0, failed: 1 }

/** A step that fails is the last, unless `goOn`: the later ones have a meaning without it. */
type Step = { readonly name: string; readonly run: () => Promise<Count>; readonly goOn?: boolean }
/** Steps that are done at the same time. */
type Together = readonly Step[]
type Context = { root: string; options: TestOptions; undo: (() => Promise<void>)[]; failures: string[] }
type Report = { count: () => Count; failures: () => string[]; env?: Record<string, string> }

/** Runs the steps until one fails that the others need, prints what failed, the sum as the last line, and sets the exit code. */
export async function runTests(args: readonly string[]): Promise<void> {
  const context: Context = { root: process.cwd(), options: readOptions(args), undo: [], failures: [] }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => void abort(context, signal))
  rmSync(REPORTS, { recursive: true, force: true })
  mkdirSync(REPORTS, { recursive: true })
  keepFilesInMemory(context)
  let sum = NOTHING
  for (const together of stepsFor(context)) {
    const counts = await Promise.all(together.map(timed))
    sum = counts.reduce(add, sum)
    if (together.some(({ goOn }, at) => counts[at]?.failed && !goOn)) break
  }
  await Promise.all(context.undo.map((undo) => undo()))
  for (const failure of context.failures) say(failure)
  say(`${sum.passed} passed, ${sum.failed} failed`)
  process.exit(sum.failed ? 1 : 0)
}

async function abort({ undo }: Context, signal: string): Promise<void> {
  endCommands()
  await Promise.all(undo.map((one) => one()))
  say(`Stopped by ${signal}.`)
  process.exit(1)
}

function stepsFor(context: Context): Together[] {
  const { root, options } = context
  const install = prepare('Packages', () => ensureInstalled(root))
  const generate = prepare('Database client', () => ensureGenerated(root))
  const browser = prepare('Browser', ensureBrowserIn)
  const postgres = prepare('PostgreSQL', () => startPostgres(context))
  const build = prepare('Build', () => ensureBuilt(root, BUILD_DIR))
  const first = [[install], [generate]]
  if (options.only === 'vitest') return [...first, [postgres], [vitest(context, [], options.rest)]]
  if (options.only === 'e2e')
    return [...first, [browser], [postgres], [build], [playwright(context, options.rest)]]
  if (options.fast) return [...first, [lint(root), types(root)], [vitest(context, ['pure'])]]
  return [
    ...first,
    [browser], // before what reads the configuration of the stories, which names it
    [lint(root), types(root), deadCode(root)],
    [postgres],
    [build],
    [vitest(context, ['pure', 'db', 'crowds', 'sdk'])],
    [vitest(context, ['start', 'http']), vitest(context, ['real-time'])], // the ones compute, the others wait
    [playwright(context, [])],
  ]
}

async function timed({ name, run }: Step): Promise<Count> {
  const from = Date.now()
  try {
    const count = await step(name, run)
    const tests = count.passed + count.failed ? `, ${count.passed} passed, ${count.failed} failed` : ''
    say(`${count.failed ? 'FAILED' : 'ok'}  ${name} (${((Date.now() - from) / 1000).toFixed(1)} s${tests})`)
    return count
  } catch (error) {
    say(`FAILED  ${name}: ${error instanceof Error ? error.message : error}`)
    return FAILED
  }
}

const prepare = (name: string, work: () => Promise<unknown>): Step => ({
  name,
  run: () => work().then(() => NOTHING),
})

const lint = (root: string) =>
  tool('Format and lint', root, ['@biomejs/biome/bin/biome', 'check', '--error-on-warnings'])
const deadCode = (root: string) => tool('Dead code', root, ['knip/bin/knip.js', '--no-progress'])

/** Next writes types of its own for the pages, without which ours do not check. */
function types(root: string): Step {
  const check = tool('Types', root, ['typescript/bin/tsc', '--noEmit'])
  const run = async () => {
    if (existsSync('next-env.d.ts')) return check.run()
    const made = await tool('', root, ['next/dist/bin/next', 'typegen']).run()
    return made.failed ? made : check.run()
  }
  return { name: check.name, run }
}

/** A program of `node_modules`, silent unless it fails. */
function tool(name: string, root: string, [file = '', ...args]: string[]): Step {
  const run = async () => {
    const done = await runCommand(process.execPath, [join('node_modules', file), ...args], { cwd: root })
    if (done.code !== 0) say(lastLines(done.output, 200))
    return done.code === 0 ? NOTHING : FAILED
  }
  return { name, run }
}

function vitest(context: Context, projects: string[], rest: readonly string[] = []): Step {
  const name = projects.length ? `Tests: ${projects.join(', ')}` : 'Tests'
  const report = join(REPORTS, `vitest-${projects.join('-') || 'some'}.json`)
  const flags = projects.flatMap((project) => ['--project', project])
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const args = ['node_modules/vitest/vitest.mjs', 'run', ...flags, ...reporters, ...rest]
  const read = { count: () => countVitest(report), failures: () => vitestFailures(report) }
  return { name, goOn: true, run: () => runReported(context, name, args, read) }
}

function playwright(context: Context, rest: readonly string[]): Step {
  const report = join(REPORTS, 'playwright.json')
  const flags = ['--reporter=list,json', '--pass-with-no-tests']
  const args = ['node_modules/@playwright/test/cli.js', 'test', ...flags, ...rest]
  const read = {
    count: () => countPlaywright(report),
    failures: () => playwrightFailures(report),
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report },
  }
  const name = 'Stories in browsers'
  return { name, run: () => runReported(context, name, args, read) }
}

async function runReported(
  { root, options: { only }, failures }: Context,
  name: string,
  args: string[],
  report: Report,
): Promise<Count> {
  const env = { ...process.env, GAVEL_BUILD_DIR: BUILD_DIR, FORCE_COLOR: '0', ...report.env }
  const done = await runGuarded(args, { cwd: root, env, show: only !== undefined })
  const counted = report.count()
  if (done.code === 0) return counted
  if (!only) say(lastLines(done.output, 400))
  const told = report.failures()
  failures.push(
    ...(told.length ? told : [`${name}: it failed by something that is no test; its output says more`]),
  )
  return counted.failed ? counted : add(counted, FAILED) // it failed by something that is no test
}

/** For all that is started from here; whoever has said where temporary files belong knows better. */
function keepFilesInMemory({ root, undo }: Context): void {
  const scratch = process.env.TMPDIR ? null : memoryForFiles(root)
  if (!scratch) return
  process.env.TMPDIR = scratch.folder
  undo.push(async () => scratch.remove())
}

async function ensureBrowserIn(): Promise<void> {
  const { ensureBrowser } = await import('../browser.mjs')
  ensureBrowser(say)
}

async function startPostgres({ undo }: Context): Promise<void> {
  const { startTestPostgres } = await import('../test-postgres.ts')
  const server = await startTestPostgres({ log: say })
  undo.push(() => server.stop())
  process.env.TEST_DATABASE_URL = server.url
}
