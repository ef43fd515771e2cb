import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Sandbox, startSandbox } from '../sandbox.ts'
import { mintRestToken } from '../tokens/mint-token.ts'
import { type Beat, startBeat } from './beat.ts'
import { createSession } from './client/rest.ts'
import { readClip } from './media/clip.ts'
import { createGate } from './media/gate.ts'
import type { Happening } from './person/happening.ts'
import { createPerson, type Person } from './person/person.ts'
import { eventually } from './testing/eventually.ts'
import { hasKeyFrame, openWatcher, type Watcher } from './testing/watcher.ts'

const project = { name: 'Openmic', apiKey: '912345678901', apiSecret: 'a secret of this test' }

// Real processes and real DTLS: a busy machine needs many times what an idle one does.
vi.setConfig({ testTimeout: 90_000 })

let sandbox: Sandbox
let beat: Beat
const open: { close: () => unknown }[] = []

beforeAll(async () => {
  sandbox = await startSandbox({
    projects: [{ ...project, signatureSecret: 'signs callbacks', callbackUrl: null }],
  })
  beat = startBeat()
})
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})
afterAll(async () => {
  beat.stop()
  await sandbox.close()
})

type Scene = { person: Person; watcher: Watcher; sessionId: string; happened: Happening[] }

/** Mia publishes, a moderator watches. */
const aScene = async (mode: 'routed' | 'relayed'): Promise<Scene> => {
  const { apiUrl } = sandbox
  const sessionId = await createSession(apiUrl, project, mode)
  const watcher = await openWatcher({ apiUrl, project, sessionId })
  const happened: Happening[] = []
  const person = createPerson({
    apiUrl,
    project,
    sessionId,
    ref: 'p_mia',
    name: 'Mia Keller',
    role: 'publisher',
    camera: await readClip('mia'),
    screen: null,
    beat,
    handshakes: createGate(2),
    door: createGate(4),
    closing: () => false,
    log: (line) => happened.push(`log: ${line}` as Happening),
    onHappened: (what) => {
      happened.push(what)
      // As her agenda would: on a busy machine a handshake may fail.
      if (what === 'broken') person.publish(false)
    },
  })
  open.push({ close: () => person.leave('clean') }, watcher)
  await person.join()
  await person.publish(false)
  return { person, watcher, sessionId, happened }
}

const seenAndHeard = ({ watcher }: Scene) =>
  eventually(() => {
    if (!hasKeyFrame(watcher.video)) return `no key frame in ${watcher.video.length} packets`
    return watcher.audio.length > 10 || `only ${watcher.audio.length} packets of sound`
  })

const byRest = async (method: string, path: string): Promise<number> => {
  const token = await mintRestToken({ kind: 'opentok', ...project }, new Date())
  const url = `${sandbox.apiUrl}/v2/project/${project.apiKey}${path}`
  return (await fetch(url, { method, headers: { 'X-OPENTOK-AUTH': token } })).status
}

for (const mode of ['routed', 'relayed'] as const) {
  describe(`in a ${mode} session`, () => {
    test('a person who publishes is seen from a key frame on, and heard', async () => {
      await seenAndHeard(await aScene(mode))
    })

    test('a muted person falls silent, is still seen, and everyone is told that the microphone is off', async () => {
      const scene = await aScene(mode)
      const { watcher, sessionId, person } = scene
      await seenAndHeard(scene)
      const stream = watcher.streams.at(-1)?.slice('/stream/'.length)
      expect(await byRest('POST', `/session/${sessionId}/stream/${stream}/mute`)).toBe(200)
      await eventually(
        () =>
          watcher.heard.some(
            ({ method, tail, content }) =>
              method === 'updated' && tail.endsWith('/channel/audio1') && content.active === false,
          ) || 'no channel update was heard',
      )
      expect(person.state.muted).toBe(true)
      const sounds = watcher.audio.length
      const pictures = watcher.video.length
      await eventually(() => watcher.video.length > pictures + 15 || 'no more pictures')
      // What was on the way when the microphone went off may still arrive.
      expect(watcher.audio.length - sounds).toBeLessThanOrEqual(2)
    })
  })
}

test('whoever is unpublished by a moderator stops sending but stays', async () => {
  const scene = await aScene('routed')
  const { watcher, person, happened } = scene
  await seenAndHeard(scene)
  await watcher.ask('delete', watcher.streams.at(-1) ?? '', {})
  await eventually(() => happened.includes('unpublished') || `only ${happened}`)
  expect(person.state).toMatchObject({ present: true, publishing: false })
})

test('whose media the platform has lost publishes again', async () => {
  const scene = await aScene('routed')
  const { watcher, happened } = scene
  await seenAndHeard(scene)
  sandbox.control.faults.add({ target: 'media', answer: 'lost', times: 1 })
  await eventually(() => happened.includes('broken') || `only ${happened}`)
  await eventually(() => watcher.streams.length > 1 || 'no other stream')
  const pictures = watcher.video.length
  await eventually(() => watcher.video.length > pictures + 15 || 'no more pictures')
})

test('whoever is disconnected is gone, and may come back later', async () => {
  const scene = await aScene('routed')
  const { watcher, person, sessionId, happened } = scene
  const connection = watcher.heard.find(
    ({ tail, content }) => tail.startsWith('/connection/') && content.data === 'p_mia',
  )
  expect(await byRest('DELETE', `/session/${sessionId}/connection/${connection?.content.id}`)).toBe(204)
  await eventually(() => happened.includes('removed') || `only ${happened}`)
  expect(person.state.present).toBe(false)
  await person.join()
  expect(person.state.present).toBe(true)
})

test('whoever comes while the session is muted publishes with the microphone off', async () => {
  const { person, watcher } = await aScene('routed')
  expect((await watcher.ask('update', '', { reason: 'mute', active: true, exclusion: [] })).status).toBe(200)
  await eventually(() => person.state.hushed || 'she does not know that the session is muted')
  person.leave('clean')
  await person.join()
  expect(person.state.hushed).toBe(true)
  await person.publish(false)
  expect(person.state).toMatchObject({ publishing: true, muted: true })
})
