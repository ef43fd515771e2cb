import { afterEach, expect, test, vi } from 'vitest'
import { mintRestToken } from '../../tokens/mint-token.ts'
import { planOf } from '../scenario/plan.ts'
import { readScenario } from '../scenario/scenario.ts'
import { eventually } from '../testing/eventually.ts'
import { PLAY_PROJECT, type Play, play } from '../testing/play.ts'

vi.setConfig({ testTimeout: 120_000 })

/** Long before any of them has had enough of it, however busy the machine is. */
const BUSY_MS = 35_000

let scene: Play | null = null
afterEach(() => scene?.close())

const connections = ({ sandbox }: Play) =>
  [...sandbox.control.platform.sessions()].flatMap(({ connections }) => [...connections.values()])

const remove = async ({ sandbox }: Play, sessionId: string, connectionId: string): Promise<number> => {
  const token = await mintRestToken({ kind: 'opentok', ...PLAY_PROJECT }, new Date())
  const url = `${sandbox.apiUrl}/v2/project/${PLAY_PROJECT.apiKey}/session/${sessionId}/connection/${connectionId}`
  return (await fetch(url, { method: 'DELETE', headers: { 'X-OPENTOK-AUTH': token } })).status
}

test('two hundred come within a minute, insult, try to publish, and come back when they are removed', async () => {
  const playing = await play('raid', 8)
  scene = playing
  const trolls = planOf(await readScenario('raid'), 90).filter(({ act, at }) => act === 'join' && at >= 30)
  expect(trolls).toHaveLength(200)
  const refs = new Set(trolls.map(({ ref }) => ref))
  const raging = () => connections(playing).filter(({ data }) => refs.has(data))
  await eventually(() => raging().length === 200 || `${raging().length} trolls`, BUSY_MS)

  const removed = raging().slice(0, 40)
  for (const { session, id } of removed) await remove(playing, session.id, id)
  const back = () => {
    const ids = new Set(removed.map(({ id }) => id))
    return removed.filter(({ data }) => raging().some((one) => one.data === data && !ids.has(one.id)))
  }
  await eventually(() => back().length === 40 || `${back().length} of forty came back`, BUSY_MS)
  const names = [...playing.sandbox.control.platform.sessions()].flatMap(({ streams }) =>
    [...streams.values()].filter(({ owner }) => refs.has(owner.data)).map(({ name }) => name),
  )
  expect(new Set(names).size).toBeGreaterThan(3)
  expect(playing.truth.counts().said).toBeGreaterThan(20)
  expect(playing.truth.counts().refused).toBeGreaterThanOrEqual(50)
  await playing.agree()
})
