import { afterAll, beforeAll, expect, test } from 'vitest'
import { realClock } from '../callbacks/callback-queue.ts'
import { eventually } from '../people/testing/eventually.ts'
import { type Sandbox, startSandbox } from '../sandbox.ts'
import { aSession } from '../testing/rest-client.ts'
import { testProject } from '../testing/test-project.ts'
import { STREAM, WireClient } from '../testing/wire-client.ts'

let sandbox: Sandbox
let ahead = 0
beforeAll(async () => {
  sandbox = await startSandbox({
    projects: [testProject()],
    clock: { ...realClock, now: () => new Date(Date.now() + ahead) },
    patience: { silenceMs: 3_600_000 },
  })
})
afterAll(() => sandbox.close())

test('who asks again soon gets the answer he got; after a minute it is forgotten, and the memory with it', async () => {
  const mia = new WireClient({ sandbox, sessionId: aSession(sandbox) })
  await mia.open()
  await mia.enter()
  const publish = () => mia.ask('create', '/stream/s1', STREAM, { transaction: 't1' })
  expect((await publish()).status).toBe(200)
  ahead = 50_000
  expect((await publish()).status).toBe(200)
  ahead = 61_000
  let status = 200
  await eventually(() => {
    void publish().then((answer) => {
      status = answer.status
    })
    return status === 409 || `answered ${status}: the answer is still remembered`
  })
})
