import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { runStorm } from '../sandbox/people/testing/storm.ts'
import { report } from './report.ts'

/**
 * Ten minutes of a storm at one sandbox: bad networks, two hundred trolls, removals, cut lines, failing REST calls, spoilt
 * callbacks. Sandbox, people and the receiver of the callbacks are one process, so that whatever grows in any of them shows.
 */
const SECONDS = Number(process.env.GAVEL_SOAK_SECONDS ?? 600)
const SAMPLES = 60
/** What is allocated and freed leaves the heap a little ragged; a leak of one object a visit would be ten times this. */
const BUDGET_KIB_A_MINUTE = 512

setFlagsFromString('--expose-gc')
const gc: () => void = runInNewContext('gc')

type Sample = { minutes: number; kib: number }
const samples: Sample[] = []
const started = performance.now()
const take = () => {
  gc()
  gc() // what the first one only finalised
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  samples.push({ minutes: (performance.now() - started) / 60_000, kib: (heapUsed + arrayBuffers) / 1024 })
}

const { problems, people, callbacks, disturbed } = await runStorm({
  seconds: SECONDS,
  seed: String(started),
  sample: { everySeconds: SECONDS / SAMPLES, take },
})

console.error(
  `${SECONDS} s: ${people.joined} joins, ${people.agreed} visits of which both sides tell the same`,
)
console.error(JSON.stringify({ people, callbacks, disturbed }))
for (const problem of problems.slice(0, 20)) console.error(problem)

// People still come in the first half.
const settled = samples.slice(samples.length / 2)
const slope = slopeOf(settled)
console.error(`heap after gc in MiB, from half time on: ${settled.map(mib).join(' ')}`)
const budget = `<= ${BUDGET_KIB_A_MINUTE} KiB`
report('soak: heap a minute', `${slope.toFixed(0)} KiB`, budget, slope <= BUDGET_KIB_A_MINUTE)
report('soak: connections lost or invented', `${problems.length}`, '0', problems.length === 0)
const missing = callbacks.emitted - callbacks.received
report('soak: callbacks emitted but not received once', `${missing}`, '0', missing === 0)

function mib({ kib }: Sample): string {
  return (kib / 1024).toFixed(1)
}

/** Least squares, in KiB a minute. */
function slopeOf(points: readonly Sample[]): number {
  const mean = (pick: (one: Sample) => number) =>
    points.reduce((sum, one) => sum + pick(one), 0) / points.length
  const [x, y] = [mean((one) => one.minutes), mean((one) => one.kib)]
  const over = points.reduce((sum, one) => sum + (one.minutes - x) * (one.kib - y), 0)
  return over / points.reduce((sum, one) => sum + (one.minutes - x) ** 2, 0)
}
