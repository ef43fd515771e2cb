/**
 * Everything at once, for as long as asked: bad networks, a raid, a moderator who removes, lines cut by the platform, REST
 * calls that fail, callbacks that are lost, late, doubled, out of order and refused. What the people tell, what the platform
 * tells and what its callbacks tell must be the same all the while.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { PlatformEvent } from '../../platform/platform-event.ts'
import { type Sandbox, startSandbox } from '../../sandbox.ts'
import { mintRestToken } from '../../tokens/mint-token.ts'
import { randomFrom } from '../scenario/random.ts'
import { type CallbackLedger, startCallbackLedger } from './callback-ledger.ts'
import { eventually } from './eventually.ts'
import { createReconciler, type Reconciler } from './reconcile.ts'
import { startSignalOnlyPeople } from './signal-only-people.ts'

const PROJECT = { name: 'Openmic', apiKey: '912345678904', apiSecret: 'a secret of this storm' }
const STORM_SPEED = 10
/** All trolls are there after a quarter of the time, but they do not come faster than written. */
const raidSpeed = (seconds: number): number => Math.max(1, 360 / seconds)
const DISTURB_EVERY_MS = 250
const REFUSED_SHARE = 0.02

export type StormOptions = {
  seconds: number
  seed: string
  /** Called about so often while it storms. */
  sample?: { everySeconds: number; take: () => void }
}

export type StormResult = {
  problems: readonly string[]
  people: ReturnType<Reconciler['counts']>
  callbacks: ReturnType<CallbackLedger['counts']>
  disturbed: { cuts: number; removals: number }
}

type Scene = { sandbox: Sandbox; truth: Reconciler; random: () => number }

export const runStorm = async ({ seconds, seed, sample }: StormOptions): Promise<StormResult> => {
  const random = randomFrom(`storm ${seed}`)
  const truth = createReconciler()
  let calm = false
  const ledger = await startCallbackLedger({
    isDropped: (event) => !calm && isDropped(event),
    refuses: () => !calm && random() < REFUSED_SHARE,
  })
  const sandbox = await startSandbox({
    projects: [{ ...PROJECT, signatureSecret: 'signs callbacks', callbackUrl: ledger.url }],
    patience: { reconnectGraceMs: 30_000 / STORM_SPEED },
  })
  sandbox.control.platform.onEvent((event) => {
    truth.see(event)
    ledger.emitted(event)
  })
  spoilCallbacks(sandbox)
  const crowds = [await come('network-storm', STORM_SPEED), await come('raid', raidSpeed(seconds))]
  const disturbed = await disturb({ sandbox, truth, random }, seconds, sample)
  calm = true
  sandbox.control.faults.clear()
  for (const crowd of crowds) await crowd.close()
  await settled(truth, ledger)
  const problems = [...truth.problems(), ...truth.open(), ...ledger.uneven()]
  await sandbox.close()
  await ledger.close()
  return { problems, people: truth.counts(), callbacks: ledger.counts(), disturbed }

  function come(scenario: string, speed: number) {
    return startSignalOnlyPeople({
      apiUrl: sandbox.apiUrl,
      project: PROJECT,
      scenario,
      speed,
      onTestimony: truth.hear,
    })
  }
}

/** Ghosts go, and what was refused comes again; what is open after that is a problem. */
const settled = (truth: Reconciler, ledger: CallbackLedger): Promise<void> =>
  eventually(
    () => (truth.open().length === 0 && ledger.uneven().length === 0) || 'not settled',
    45_000,
  ).catch(() => undefined)

/** By the first letter of an ID, so that it is known which are lost. A stream's callback bears its owner's ID too. */
const spoilCallbacks = ({ control }: Sandbox): void => {
  const about = (letter: string) => ({ body: `"id":"${letter}` })
  const faults = { target: 'callbacks', delayMs: 700 } as const
  control.faults.add({ ...faults, match: about('0'), answer: 'drop' })
  control.faults.add({ ...faults, match: about('1'), answer: 'delay' })
  control.faults.add({ ...faults, match: about('[23]'), answer: 'duplicate' })
  control.faults.add({ ...faults, match: about('4'), answer: 'reorder' })
}

const isDropped = (event: PlatformEvent): boolean => {
  if ('connection' in event) return event.connection.id.startsWith('0')
  return 'stream' in event && [event.stream.id, event.stream.owner.id].some((id) => id.startsWith('0'))
}

/** Cuts a line, removes somebody, lets a few REST calls fail; again and again until the time is over. */
const disturb = async (scene: Scene, seconds: number, sample: StormOptions['sample']) => {
  const done = { cuts: 0, removals: 0 }
  const end = performance.now() + seconds * 1_000
  let sampleAt = performance.now()
  while (performance.now() < end) {
    await sleep(DISTURB_EVERY_MS)
    if (cutOne(scene)) done.cuts += 1
    if (await removeOne(scene)) done.removals += 1
    if (scene.random() < 0.2) failRest(scene.sandbox)
    if (!sample || performance.now() < sampleAt) continue
    sampleAt += sample.everySeconds * 1_000
    sample.take()
  }
  return done
}

const someone = ({ sandbox, random }: Scene) => {
  const all = [...sandbox.control.platform.sessions()].flatMap(({ connections }) => [...connections.values()])
  return all[Math.floor(random() * all.length)]
}

const cutOne = (scene: Scene): boolean => {
  const victim = someone(scene)
  if (!victim) return false
  scene.truth.cut(victim.id)
  return scene.sandbox.control.cut(victim.id)
}

const removeOne = async (scene: Scene): Promise<boolean> => {
  const victim = someone(scene)
  if (!victim) return false
  const token = await mintRestToken({ kind: 'opentok', ...PROJECT }, new Date())
  const path = `/v2/project/${PROJECT.apiKey}/session/${victim.session.id}/connection/${victim.id}`
  const headers = { 'X-OPENTOK-AUTH': token }
  // A kept connection may be closed by the server just when it is used again: then nobody is removed this time.
  const response = await fetch(scene.sandbox.apiUrl + path, { method: 'DELETE', headers }).catch(() => null)
  await response?.body?.cancel()
  return response?.status === 204
}

const failRest = ({ control }: Sandbox): void => {
  control.faults.add({ target: 'rest', answer: 500, match: { path: '/session/' }, delayMs: 0, times: 2 })
}
