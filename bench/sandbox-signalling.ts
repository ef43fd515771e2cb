import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { createSession } from '../sandbox/people/client/rest.ts'
import { quantile, report } from './report.ts'
import { PROJECT, startCrowd, startSandboxUnderLoad } from './sandbox-fleet.ts'

/**
 * How long a client waits from asking for the session's information until it is inside, with so many there already, and how
 * many callbacks a second reach a receiver on the same machine while people come as fast as they can.
 */
const ALREADY_THERE = [1, 100, 1_000]
const MEASURED_JOINS = 60
const JOIN_BUDGET_MS = 400
const CALLBACK_SESSIONS = 400
const CALLBACK_PER_SESSION = 5
const CALLBACKS_BUDGET = 200
const LOCAL = '127.0.0.1'
const RECEIVER = fileURLToPath(new URL('sandbox-receiver.ts', import.meta.url))

await measureJoins()
await measureCallbacks()

async function measureJoins(): Promise<void> {
  const sandbox = await startSandboxUnderLoad()
  const [present, newcomers] = [startCrowd(), startCrowd()]
  const task = { kind: 'join', apiUrl: sandbox.apiUrl, project: PROJECT, localAddress: LOCAL } as const
  try {
    for (const count of ALREADY_THERE) {
      const sessions = [await createSession(sandbox.apiUrl, PROJECT, 'routed')]
      await present.ask({ ...task, sessions, perSession: count, atOnce: 8 })
      const { took, refused } = await newcomers.ask({
        ...task,
        sessions,
        perSession: MEASURED_JOINS,
        atOnce: 1,
      })
      const [p50, p95] = [quantile(took, 0.5), quantile(took, 0.95)]
      const name = `join with ${count} there: p50 ${p50.toFixed(0)} ms, p95`
      report(name, `${p95.toFixed(0)} ms`, `<= ${JOIN_BUDGET_MS} ms`, p95 <= JOIN_BUDGET_MS && refused === 0)
    }
    const { present: held, lost } = await present.ask({ kind: 'signal', seconds: 1 })
    report(
      'connections held meanwhile',
      `${held}`,
      `${sum(ALREADY_THERE)}`,
      held === sum(ALREADY_THERE) && lost === 0,
    )
  } finally {
    await Promise.all([present.end(), newcomers.end()])
    await sandbox.end()
  }
}

async function measureCallbacks(): Promise<void> {
  const receiver = spawn(process.execPath, [RECEIVER], { stdio: ['pipe', 'pipe', 'inherit'] })
  const [line] = await once(receiver.stdout, 'data')
  const { url } = JSON.parse(String(line))
  const sandbox = await startSandboxUnderLoad(url)
  const crowd = startCrowd()
  try {
    const sessions: string[] = []
    for (let made = 0; made < CALLBACK_SESSIONS; made++)
      sessions.push(await createSession(sandbox.apiUrl, PROJECT, 'routed'))
    const started = performance.now()
    await crowd.ask({
      kind: 'join',
      apiUrl: sandbox.apiUrl,
      project: PROJECT,
      sessions,
      perSession: CALLBACK_PER_SESSION,
      localAddress: LOCAL,
      atOnce: 64,
    })
    await crowd.ask({ kind: 'leave' })
    const expected = 2 * CALLBACK_SESSIONS * (CALLBACK_PER_SESSION + 1)
    const { count, at } = await received(url, expected)
    const rate = (count * 1_000) / (at - started)
    report(
      'callbacks delivered a second',
      rate.toFixed(0),
      `>= ${CALLBACKS_BUDGET}`,
      rate >= CALLBACKS_BUDGET,
    )
    report('callbacks not delivered', `${expected - count}`, '0', count === expected)
  } finally {
    await crowd.end()
    await sandbox.end()
    receiver.stdin.end()
    await once(receiver, 'exit')
  }
}

/** Asks until all are there, or nothing more has come for ten seconds (what failed is tried again after five). */
async function received(url: string, expected: number): Promise<{ count: number; at: number }> {
  let [count, at] = [0, performance.now()]
  while (count < expected && performance.now() - at < 10_000) {
    const answer = await fetch(url)
    const { received: now } = await answer.json()
    if (now > count) [count, at] = [now, performance.now()]
  }
  return { count, at }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}
