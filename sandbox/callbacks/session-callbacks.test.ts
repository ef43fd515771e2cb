import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../conformance/eventually.ts'
import { type Sandbox, startSandbox } from '../sandbox.ts'
import { type CallbackReceiver, startCallbackReceiver } from '../testing/callback-receiver.ts'
import { aSession } from '../testing/rest-client.ts'
import { testProject } from '../testing/test-project.ts'
import { STREAM, WireClient } from '../testing/wire-client.ts'

let receiver: CallbackReceiver
let sandbox: Sandbox

beforeAll(async () => {
  receiver = await startCallbackReceiver()
  sandbox = await startSandbox({ projects: [testProject({ callbackUrl: receiver.url })] })
})
afterAll(async () => {
  await sandbox.close()
  await receiver.close()
})

test('a session tells its whole life, and the data of a token only when its owner comes in', async () => {
  const sessionId = aSession(sandbox)
  const mia = new WireClient({ sandbox, sessionId, data: 'p_mia' })
  await mia.open()
  await mia.enter()
  await mia.ask('create', '/stream/s1', STREAM)
  const moderator = new WireClient({ sandbox, sessionId, role: 'moderator', data: 'gavel' })
  await moderator.open()
  await moderator.enter()
  await moderator.ask('delete', '/stream/s1')
  await moderator.ask('delete', `/connection/${mia.id}`)
  await moderator.ask('delete', `/connection/${moderator.id}`)
  await eventually(() => receiver.received.length === 8 || `${receiver.received.length} of 8 callbacks`)

  const common = { sessionId, projectId: testProject().apiKey, timestamp: expect.any(Number) }
  const connection = { id: mia.id, createdAt: expect.any(Number), data: '' }
  const stream = { id: 's1', connection, createdAt: expect.any(Number), name: 'Mia', videoType: 'camera' }
  const of = (event: string, id?: string) =>
    receiver.received
      .map(({ body }) => body)
      .filter((body) => body.event === event && (!id || JSON.stringify(body).includes(id)))
  expect(of('sessionCreated')).toEqual([{ ...common, event: 'sessionCreated' }])
  expect(of('connectionCreated', mia.id)).toEqual([
    { ...common, event: 'connectionCreated', connection: { ...connection, data: 'p_mia' } },
  ])
  expect(of('streamCreated')).toEqual([{ ...common, event: 'streamCreated', stream }])
  expect(of('streamDestroyed')).toEqual([
    { ...common, event: 'streamDestroyed', reason: 'forceUnpublished', stream },
  ])
  expect(of('connectionDestroyed', mia.id)).toEqual([
    { ...common, event: 'connectionDestroyed', reason: 'forceDisconnected', connection },
  ])
  expect(of('sessionDestroyed')).toHaveLength(1)
})
