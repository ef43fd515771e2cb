import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startPeople } from '../sandbox/people/start-people.ts'
import { eventually } from '../sandbox/people/testing/eventually.ts'
import { report } from './report.ts'
import { PROJECT, startSandboxUnderLoad } from './sandbox-fleet.ts'

/**
 * What one simulated person costs the process of the people, as a share of a core: one who publishes to the platform, and
 * one who is only connected. The sandbox itself runs in a process of its own and is not counted.
 */
const PUBLISHERS = 10
const CONNECTED = 400
const SETTLE_MS = 5_000
const WINDOW_MS = 20_000
const PUBLISHING_BUDGET = 2
const CONNECTED_BUDGET = 0.05
const CLIPS = ['ada', 'ben', 'carla', 'daniel', 'greta', 'hannah', 'jin', 'kofi', 'luca', 'mia']

const folder = mkdtempSync(join(tmpdir(), 'gavel-bench-'))
const sandbox = await startSandboxUnderLoad()
try {
  const publishing = await shareOfCore('publisher', PUBLISHERS, CLIPS)
  report(
    'a person who publishes',
    percent(publishing),
    `<= ${PUBLISHING_BUDGET} %`,
    publishing <= PUBLISHING_BUDGET,
  )
  const connected = await shareOfCore('subscriber', CONNECTED)
  report(
    'a person who is connected',
    percent(connected),
    `<= ${CONNECTED_BUDGET} %`,
    connected <= CONNECTED_BUDGET,
  )
} finally {
  await sandbox.end()
  rmSync(folder, { recursive: true, force: true })
}

/** Percent of a core that each of so many people takes, once all are there. */
async function shareOfCore(role: string, count: number, clips?: readonly string[]): Promise<number> {
  const file = join(folder, `${role}.json`)
  writeFileSync(file, JSON.stringify(scenarioOf(role, count, clips)))
  let ready = 0
  const people = await startPeople({
    apiUrl: sandbox.apiUrl,
    projects: [PROJECT],
    scenario: file,
    registerCast: () => undefined,
    onCue: () => undefined,
    log: (line) => console.error(line),
    onTestimony: ({ what }) => {
      if (what === (clips ? 'published' : 'joined')) ready += 1
    },
  })
  await eventually(() => ready === count || `${ready} of ${count} are there`, 120_000)
  await sleep(SETTLE_MS)
  const [before, from] = [process.cpuUsage(), performance.now()]
  await sleep(WINDOW_MS)
  const { user, system } = process.cpuUsage(before)
  const used = (user + system) / 1_000 / (performance.now() - from)
  await people.close()
  return (used / count) * 100
}

function scenarioOf(role: string, count: number, clips?: readonly string[]) {
  return {
    about: 'People of a measurement; all of them are fiction.',
    seed: 1,
    habits: { one: { role, arrive: [0, 1] } },
    sessions: [
      {
        key: 'measured',
        name: 'Measured',
        project: PROJECT.name,
        mode: 'routed',
        capacity: count,
        crowd: [{ count, habit: 'one', ...(clips ? { clips } : {}) }],
      },
    ],
  }
}

function percent(share: number): string {
  return `${share.toFixed(3)} %`
}
