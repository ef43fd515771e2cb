import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../people/testing/eventually.ts'
import { type Sandbox, startSandbox } from '../sandbox.ts'
import { aSession } from '../testing/rest-client.ts'
import { testProject } from '../testing/test-project.ts'
import { STREAM, WireClient } from '../testing/wire-client.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ projects: [testProject()], patience: { rememberMs: 2_000 } })
})
afterAll(() => sandbox.close())

test('who asks again soon gets the answer he got; later it is forgotten, and the memory with it', async () => {
  const mia = new WireClient({ sandbox, sessionId: aSession(sandbox) })
  await mia.open()
  await mia.enter()
  const publish = () => mia.ask('create', '/stream/s1', STREAM, { transaction: 't1' })
  const first = await publish()
  const again = await publish()
  expect([first.status, again.status]).toEqual([200, 200])
  let status = 200
  await eventually(() => {
    void publish().then((answer) => {
      status = answer.status
    })
    return status === 409 || `answered ${status}: the answer is still remembered`
  }, 15_000)
})
