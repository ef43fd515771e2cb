import { afterEach, expect, test, vi } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import { type Play, play } from '../testing/play.ts'

vi.setConfig({ testTimeout: 120_000 })

let scene: Play | null = null
afterEach(() => scene?.close())

test('lines come back within the half minute and beyond it, and ghosts go after it; nobody is lost or invented', async () => {
  const playing = await play('network-storm', 20)
  scene = playing
  const enough = () => {
    const { restored, lost, agreed } = playing.truth.counts()
    return (
      (restored > 40 && lost > 8 && agreed > 25) ||
      `${restored} came back, ${lost} were given up, ${agreed} visits ended`
    )
  }
  await eventually(enough, 90_000)
  const ended = playing.told.filter(({ what }) => what === 'dropped').map(({ ref }) => ref)
  expect(ended.length).toBeGreaterThan(5)
  await playing.agree()
})
