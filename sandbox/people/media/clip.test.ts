import { readdir } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { readClip } from './clip.ts'

const clipKeys = async () =>
  (await readdir(new URL('../clips/', import.meta.url)))
    .filter((name) => name.endsWith('.webm'))
    .map((name) => name.replace(/\.webm$/, ''))

test('every clip is ten seconds with a key frame each second, and loops without a flaw', async () => {
  for (const key of await clipKeys()) {
    const clip = await readClip(key)
    const keyFrames = clip.frames.flatMap(({ isKey }, index) => (isKey ? [index] : []))
    expect(keyFrames, key).toEqual([0, 15, 30, 45, 60, 75, 90, 105, 120, 135])
    expect([0, 500], key).toContain(clip.audio.length)
  }
})

test('a clip that is not there is named in the error', async () => {
  await expect(readClip('nobody')).rejects.toThrow('nobody')
})
