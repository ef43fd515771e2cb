/**
 * A client that keeps to nothing: bytes that are no frames, frames that are no messages, messages about what is
 * not its own, forged senders, transactions said again, other people's sockets. Who is in the same session
 * notices none of it. A failure prints the seed and the shortest list of deeds that brings it about.
 */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../conformance/eventually.ts'
import { FRAME_TYPE } from '../rumor/frame.ts'
import { type Sandbox, startSandbox } from '../sandbox.ts'
import { anyDeed, doDeed } from '../testing/hostile-deeds.ts'
import { aSession } from '../testing/rest-client.ts'
import { testProject } from '../testing/test-project.ts'
import { STREAM, WireClient } from '../testing/wire-client.ts'

const patience = { enterWithinMs: 5_000, reconnectGraceMs: 300, silenceMs: 20_000 }
const logged: string[] = []
let sandbox: Sandbox
let sessionId = ''
let mia: WireClient
let ben: WireClient
beforeAll(async () => {
  sandbox = await startSandbox({ projects: [testProject()], patience, log: (line) => logged.push(line) })
  sessionId = aSession(sandbox)
  mia = await enter('moderator')
  ben = await enter('publisher')
  await mia.ask('create', '/stream/s1', STREAM)
  await ben.ask('create', '/stream/s1/subscriber/u1')
})
afterAll(() => sandbox.close())

const enter = async (role: 'moderator' | 'publisher' | 'subscriber', of = sessionId) => {
  const client = new WireClient({ sandbox, sessionId: of, role })
  await client.open()
  expect(await client.enter()).toMatchObject({ status: 200 })
  return client
}

/** What was sent has been read when the answer to a ping is there, or the line is closed. */
const settled = async (client: WireClient): Promise<void> => {
  const before = client.pongs
  client.send({ type: FRAME_TYPE.ping })
  await eventually(() => client.pongs > before || client.closedWith !== null || 'neither answered nor closed')
}

let count = 0
const checkVictim = (victim: WireClient): void => {
  expect(victim.closedWith).toBeNull()
  expect(victim.all('deleted', /s1$/)).toEqual([])
  expect(victim.all('deleted', new RegExp(`${mia.id}|${ben.id}`))).toEqual([])
  expect([...victim.all('update', /./), ...victim.all('update', '')]).toEqual([])
  expect(victim.all('updated', /s1/)).toEqual([])
  expect(victim.all('offer', /./)).toEqual([])
  expect([...victim.all('answer', /u1$/), ...victim.all('candidate', /u1$/)]).toEqual([])
  expect(victim.all('signal', /./).filter(({ from }) => from !== mia.id)).toEqual([])
}

const nobodyNoticed = async (): Promise<void> => {
  count += 1
  try {
    expect(await mia.ask('signal', `/signal/n${count}`)).toMatchObject({ status: 200 })
    await eventually(() => ben.all('signal', `/signal/n${count}`).length === 1 || 'the signal did not come')
    for (const victim of [mia, ben]) checkVictim(victim)
  } finally {
    // The next list of deeds, a shorter one perhaps, is judged by what it does itself.
    mia.heard.length = 0
    ben.heard.length = 0
  }
}

const rude = (role: 'subscriber' | 'moderator', of: () => string) =>
  fc.asyncProperty(fc.array(anyDeed, { minLength: 1, maxLength: 15 }), async (deeds) => {
    const client = await enter(role, of())
    for (const deed of deeds) await doDeed({ sandbox, sessionId, client, victim: mia }, deed)
    await settled(client)
    client.close()
    await nobodyNoticed()
  })

test('a subscriber of the same session disturbs nobody', async () => {
  await fc.assert(
    rude('subscriber', () => sessionId),
    { numRuns: 80 },
  )
}, 60_000)

test('a moderator of another session disturbs nobody', async () => {
  const other = aSession(sandbox)
  await fc.assert(
    rude('moderator', () => other),
    { numRuns: 80 },
  )
}, 60_000)

test('nothing of it stays: no line, no stream, no subscriber, no error that nobody expected', async () => {
  await eventually(() => sandbox.control.lines() === 2 || `${sandbox.control.lines()} lines`)
  const live = [...sandbox.control.platform.sessions()].filter(({ connections }) => connections.size > 0)
  const [session] = live
  expect(live.map(({ id }) => id)).toEqual([sessionId])
  expect(session?.streams.size).toBe(1)
  expect([...(session?.streams.get('s1')?.subscribers.keys() ?? [])]).toEqual(['u1'])
  expect(logged.filter((line) => /a message failed|RangeError|TypeError/.test(line))).toEqual([])
})
