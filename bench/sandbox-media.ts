import { setTimeout as sleep } from 'node:timers/promises'
import { type Beat, startBeat } from '../sandbox/people/beat.ts'
import { createSession } from '../sandbox/people/client/rest.ts'
import { readClip } from '../sandbox/people/media/clip.ts'
import { createGate } from '../sandbox/people/media/gate.ts'
import { createPerson, type Person } from '../sandbox/people/person/person.ts'
import { eventually } from '../sandbox/people/testing/eventually.ts'
import { hasKeyFrame, openWatcher } from '../sandbox/people/testing/watcher.ts'
import type { PeopleProject } from '../sandbox/people-interface.ts'
import { mintRestToken } from '../sandbox/tokens/mint-token.ts'
import { coresWhile } from './process-cpu.ts'
import { quantile, report } from './report.ts'
import { PROJECT, startSandboxUnderLoad } from './sandbox-fleet.ts'

const SECONDS = 15
const CLIPS = ['mia', 'ben', 'luca', 'noor']
/** Packets by which a stream is known to flow. */
const ENOUGH = 20
const WATCHERS = 4
const LATE = 20
const FIRST_PICTURE_MS = 500
/** Of a core, for each. What the decision on the media library was made by (docs/decisions/0010): 0.13 for 16 watched streams. */
const BUDGET = { publisher: 0.01, subscriber: 0.01, recording: 0.01, relayed: 0.002 }

type Scene = { apiUrl: string; project: PeopleProject; beat: Beat }

/** A session in which so many watch and four publish; what is returned ends it. */
async function aScene({ apiUrl, project, beat }: Scene, mode: 'routed' | 'relayed', watchers: number) {
  const sessionId = await createSession(apiUrl, project, mode)
  const watching = await Promise.all(
    Array.from({ length: watchers }, () => openWatcher({ apiUrl, project, sessionId })),
  )
  const people: Person[] = []
  for (const [index, clip] of CLIPS.entries()) {
    const person = createPerson({
      ...{ apiUrl, project, sessionId, beat, ref: `p_${index}`, name: `Person ${index}`, role: 'publisher' },
      ...{ camera: await readClip(clip), screen: null, handshakes: createGate(2), door: createGate(4) },
      ...{ log: () => undefined, onHappened: () => undefined, closing: () => false },
    })
    people.push(person)
    await person.join()
    await person.publish(false)
  }
  for (const { video } of watching)
    await eventually(() => video.length > ENOUGH * CLIPS.length || `only ${video.length} packets`, 60_000)
  const end = async () => {
    for (const person of people) person.leave('clean')
    for (const { close } of watching) await close()
  }
  return { sessionId, end }
}

async function startRecording({ apiUrl, project }: Scene, sessionId: string): Promise<void> {
  const token = await mintRestToken({ kind: 'opentok', ...project }, new Date())
  const { status } = await fetch(`${apiUrl}/v2/project/${project.apiKey}/archive`, {
    method: 'POST',
    headers: { 'X-OPENTOK-AUTH': token, 'Content-Type': 'application/json' },
    body: JSON.stringify({ sessionId }),
  })
  if (status !== 200) throw new Error(`The recording was answered ${status}`)
}

const tell = (what: string, cores: number, budget: number) =>
  report(`sandbox, cores ${what}`, cores.toFixed(4), `<= ${budget}`, cores <= budget)

/** From subscribing to the first key frame, handshake and all, for those who come when it has long begun. */
async function tellLate(scene: Scene, sessionId: string): Promise<void> {
  const delays: number[] = []
  for (let count = 0; count < LATE; count++) {
    const from = performance.now()
    const watcher = await openWatcher({ ...scene, sessionId })
    await eventually(() => hasKeyFrame(watcher.video) || 'no key frame', 30_000)
    delays.push(performance.now() - from)
    await watcher.close()
  }
  const p95 = quantile(delays, 0.95)
  const name = 'sandbox, from entering to the first key frame, p95'
  report(name, `${p95.toFixed(0)} ms`, `<= ${FIRST_PICTURE_MS} ms`, p95 <= FIRST_PICTURE_MS)
  console.error(`median ${quantile(delays, 0.5).toFixed(0)} ms`)
}

/** What media costs the sandbox's process: for each who publishes, each stream that is watched, each stream that is recorded. */
async function measure(worked: () => number, scene: Scene): Promise<void> {
  const whileItRuns = () => coresWhile(worked, () => sleep(SECONDS * 1_000))
  const alone = await aScene(scene, 'routed', 0)
  const publishing = await whileItRuns()
  tell('for each who publishes, routed', publishing / CLIPS.length, BUDGET.publisher)
  await alone.end()

  const watched = await aScene(scene, 'routed', WATCHERS)
  const watching = await whileItRuns()
  tell(
    'for each stream watched, routed',
    (watching - publishing) / (WATCHERS * CLIPS.length),
    BUDGET.subscriber,
  )
  await tellLate(scene, watched.sessionId)
  await startRecording(scene, watched.sessionId)
  const recording = await whileItRuns()
  tell('for each stream recorded', (recording - watching) / CLIPS.length, BUDGET.recording)
  await watched.end()

  const relayed = await aScene(scene, 'relayed', WATCHERS)
  tell('for each stream watched, relayed', (await whileItRuns()) / (WATCHERS * CLIPS.length), BUDGET.relayed)
  await relayed.end()
}

const sandbox = await startSandboxUnderLoad()
const beat = startBeat()
try {
  await measure(sandbox.worked, { apiUrl: sandbox.apiUrl, project: PROJECT, beat })
} finally {
  beat.stop()
  await sandbox.end()
}
