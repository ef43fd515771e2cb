import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { ConformanceCase } from '../../sandbox/conformance/conformance-case.ts'
import { leftOutBecause, readTarget, type Target, targetName } from '../../sandbox/conformance/target.ts'
import { ensureBrowser } from '../browser.mjs'
import { runGuarded } from '../run-command.ts'
import { ensureInstalled } from '../start/ensure-installed.ts'
import { say } from '../start/say.ts'
import { type LastRun, REPORTS, readLastRun, writeLastRun } from './last-run.ts'
import { listCases } from './list-cases.ts'
import { readReport } from './read-report.ts'

const REPORT = join(REPORTS, 'vitest.json')
const CASE_ID = /^C-\d{3}$/

/** Runs or lists the cases; the exit code. */
export async function testSdk(args: readonly string[]): Promise<number> {
  const unknown = args.filter((arg) => arg !== '--list' && !CASE_ID.test(arg))
  if (unknown.length) return refuse(`Unknown: ${unknown.join(' ')}. There are --list, and ids such as C-017.`)
  await ensureInstalled(process.cwd())
  const { ALL_CASES } = await import('../../sandbox/conformance/all-cases.ts')
  if (args.includes('--list')) {
    say(listCases(ALL_CASES, readLastRun()))
    return 0
  }
  const missing = args.filter((id) => !ALL_CASES.some((one) => one.id === id))
  if (missing.length) return refuse(`There is no case ${missing.join(', ')}.`)
  return run(ALL_CASES, args)
}

function refuse(sentence: string): number {
  console.error(sentence)
  return 2
}

async function run(cases: readonly ConformanceCase[], ids: readonly string[]): Promise<number> {
  const target = readTarget(process.env)
  ensureBrowser(say)
  rmSync(REPORTS, { recursive: true, force: true })
  mkdirSync(REPORTS, { recursive: true })
  const { code } = await runGuarded(
    [
      'node_modules/vitest/vitest.mjs',
      ...['run', '--project', 'sdk', 'sandbox/conformance/', '--passWithNoTests'],
      ...['--reporter=default', '--reporter=json', `--outputFile.json=${REPORT}`],
      ...(ids.length ? ['--testNamePattern', ids.join('|')] : []),
    ],
    { cwd: process.cwd(), show: true },
  )
  const lastRun = whatCameOfIt(cases, target)
  writeLastRun(lastRun)
  say(listCases(cases, lastRun))
  return code
}

function whatCameOfIt(cases: readonly ConformanceCase[], target: Target): LastRun {
  const leftOut = cases.flatMap((one) => {
    const reason = leftOutBecause(one, target)
    return reason ? [[one.id, `left out: ${reason}`] as const] : []
  })
  return {
    at: new Date().toISOString(),
    against: targetName(target),
    results: { ...readReport(REPORT), ...Object.fromEntries(leftOut) },
  }
}
