// Draws the sandbox's simulated people and encodes them: `node scripts/make-clips.mjs [key ...]`.
// Needs ffmpeg (with libvpx and libopus) and a Chromium; running the sandbox needs neither, the clips are committed.
import { copyFile, mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'
import { launchOptions } from './browser.mjs'
import { CAST } from './clips/cast.mjs'
import { portraitAt } from './clips/portrait.mjs'
import { poserOf, SECONDS } from './clips/pose.mjs'
import { openCanvas, renderClip } from './clips/render.mjs'
import { roomOf } from './clips/rooms.mjs'
import { slidesAt } from './clips/slides.mjs'
import { planSpeech } from './clips/speech.mjs'
import { renderVoice, wavOf } from './clips/voice.mjs'
import { whiteboardAt } from './clips/whiteboard.mjs'

const LARGEST = 250_000
const OUT = fileURLToPath(new URL('../sandbox/people/clips/', import.meta.url))

const BOARDS = [
  { key: 'whiteboard', width: 640, bitrate: 110, behind: '<svg></svg>', pictureAt: whiteboardAt },
  { key: 'slides', width: 640, bitrate: 110, behind: '<svg></svg>', pictureAt: slidesAt },
]

const wanted = process.argv.slice(2)
const chosen = (one) => wanted.length === 0 || wanted.includes(one.key)
const scratch = await mkdtemp(join(tmpdir(), 'gavel-clips-'))
const browser = await chromium.launch(launchOptions(['--disable-gpu', '--force-color-profile=srgb']))
try {
  await mkdir(OUT, { recursive: true })
  for (const clip of [...CAST.map(portraitClip), ...BOARDS].filter(chosen)) await make(clip)
} finally {
  await browser.close()
  await rm(scratch, { recursive: true, force: true })
}

function portraitClip(person) {
  const syllables = planSpeech({ seed: person.key, manner: person.manner, turns: person.turns })
  const poseAt = poserOf(person, syllables)
  return {
    key: person.key,
    width: person.width ?? 320,
    bitrate: person.width ? 150 : 140,
    behind: roomOf(person),
    pictureAt: (at) => portraitAt(person, poseAt(at)),
    voice: () => renderVoice(syllables, { ...person, seed: person.key, seconds: SECONDS }),
  }
}

async function make(clip) {
  const sound = clip.voice ? join(scratch, `${clip.key}.wav`) : null
  if (sound) await writeFile(sound, wavOf(clip.voice()))
  const page = await openCanvas(browser, clip.width)
  const file = join(scratch, `${clip.key}.webm`)
  await renderClip(page, { ...clip, sound, file })
  await page.close()
  const { size } = await stat(file)
  console.log(`${clip.key}: ${clip.width} wide, ${Math.round(size / 1000)} kB`)
  if (size > LARGEST) throw new Error(`${clip.key} is larger than ${LARGEST} bytes`)
  // Whole or not at all: a running sandbox may read its clips at this moment.
  await copyFile(file, join(OUT, `.${clip.key}.new`))
  await rename(join(OUT, `.${clip.key}.new`), join(OUT, `${clip.key}.webm`))
}
