import { createSession } from '../sandbox/people/client/rest.ts'
import { report } from './report.ts'
import { openFilesLimit, PROJECT, startCrowd, startSandboxUnderLoad } from './sandbox-fleet.ts'

/**
 * Ten thousand sessions of five that only signal, at one sandbox process. Each connection is an open file of that process;
 * where the machine allows fewer, as many as it allows are measured, and the figure's name says so.
 */
const WANTED = Number(process.env.GAVEL_LOAD_CONNECTIONS ?? 50_000)
const PER_SESSION = 5
const CROWDS = 3
const AT_ONCE = 32
const SPARE_FILES = 200
const SIGNAL_SECONDS = 10
const BUDGET_S = 60
const BUDGET_MIB = 2_048

const allowed = Math.min(WANTED, openFilesLimit() - SPARE_FILES)
const sessions = Math.floor(allowed / PER_SESSION / CROWDS) * CROWDS
const connections = sessions * PER_SESSION
if (allowed < WANTED)
  console.error(`A process may open ${openFilesLimit()} files here: ${connections} connections of ${WANTED}.`)

const sandbox = await startSandboxUnderLoad()
const crowds = Array.from({ length: CROWDS }, startCrowd)
try {
  const before = sandbox.resident()
  const names = await makeSessions(sessions)
  const rested = sandbox.worked()
  const started = performance.now()
  const joined = await Promise.all(
    crowds.map((crowd, at) =>
      crowd.ask({
        kind: 'join',
        apiUrl: sandbox.apiUrl,
        project: PROJECT,
        sessions: names.filter((_, index) => index % CROWDS === at),
        perSession: PER_SESSION,
        localAddress: `127.0.0.${at + 1}`,
        atOnce: AT_ONCE,
      }),
    ),
  )
  const seconds = (performance.now() - started) / 1_000
  const present = sum(joined.map((one) => one.present))
  const full = sandbox.resident()
  const heard = sum(joined.map((one) => one.heard))
  const each = (full - before) / present
  const work = (sandbox.worked() - rested) / present
  console.error(
    `${(present / seconds).toFixed(0)} joins/s, ${(heard / seconds).toFixed(0)} messages/s told of them; ` +
      `${(each * 1024).toFixed(1)} KiB and ${(work * 1_000).toFixed(2)} ms of the sandbox's core a connection; ` +
      `the clients took ${sum(joined.map((one) => one.worked)).toFixed(0)} s of the same cores`,
  )
  if (present < WANTED) {
    const line = `${(before + each * WANTED).toFixed(0)} MiB and ${(work * WANTED).toFixed(0)} s of its core`
    console.error(`Not measured, a straight line from there to ${WANTED}: ${line}`)
  }
  const named = `${sessions} sessions, ${connections} connections`
  const all = present === connections ? BUDGET_S : 0
  report(`${named}: started`, `${seconds.toFixed(1)} s`, `<= ${BUDGET_S} s`, seconds <= all)
  report(`${named}: resident`, `${full.toFixed(0)} MiB`, `<= ${BUDGET_MIB} MiB`, full <= BUDGET_MIB)

  const signalled = await Promise.all(
    crowds.map((crowd) => crowd.ask({ kind: 'signal', seconds: SIGNAL_SECONDS })),
  )
  const rate = sum(signalled.map((one) => one.heard)) / SIGNAL_SECONDS
  console.error(`${rate.toFixed(0)} signals/s delivered while all are there`)
  const lost = sum(signalled.map((one) => one.lost))
  report(`${named}: lost`, `${lost}`, '0', lost === 0)
  const used = sandbox.resident()
  report(
    `${named}: resident after signals`,
    `${used.toFixed(0)} MiB`,
    `<= ${BUDGET_MIB} MiB`,
    used <= BUDGET_MIB,
  )
} finally {
  await Promise.all(crowds.map((crowd) => crowd.end()))
  await sandbox.end()
}

async function makeSessions(count: number): Promise<string[]> {
  const made: string[] = []
  while (made.length < count) {
    const some = Array.from({ length: Math.min(32, count - made.length) }, () =>
      createSession(sandbox.apiUrl, PROJECT, 'routed'),
    )
    made.push(...(await Promise.all(some)))
  }
  return made
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}
