import { afterEach, expect, test, vi } from 'vitest'
import { planOf } from '../scenario/plan.ts'
import { readScenario } from '../scenario/scenario.ts'
import { eventually } from '../testing/eventually.ts'
import { type Play, play } from '../testing/play.ts'

vi.setConfig({ testTimeout: 120_000 })

let scene: Play | null = null
afterEach(() => scene?.close())

const counted = (list: readonly { ref: string }[]): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const { ref } of list) counts.set(ref, (counts.get(ref) ?? 0) + 1)
  return counts
}

test('comes and goes as it is written: everyone joins, publishes and leaves as often as on paper', async () => {
  const plan = planOf(await readScenario('school-morning'), 100_000)
  const playing = await play('school-morning', 480)
  scene = playing
  const joins = plan.filter(({ act }) => act === 'join')
  await eventually(
    () => playing.truth.counts().agreed === joins.length || JSON.stringify(playing.truth.counts()),
    90_000,
  )
  expect(joins).toHaveLength(1_000)
  for (const [act, what] of [
    ['join', 'joined'],
    ['publish', 'published'],
    ['say', 'said'],
    ['mute', 'muted'],
    ['leave', 'left'],
  ] as const) {
    const planned = counted(plan.filter((one) => one.act === act))
    expect(counted(playing.told.filter((one) => one.what === what)), act).toEqual(planned)
  }
  await playing.agree()
})
