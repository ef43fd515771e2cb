import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { clockAt, FRAMES_PER_SECOND } from './clock.mjs'
import { SECONDS } from './pose.mjs'

/** A page of one picture's size that shows layers of SVG; frames are taken from it one by one, not filmed. */
export async function openCanvas(browser, width) {
  const page = await browser.newPage({
    viewport: { width: 320, height: 180 },
    deviceScaleFactor: width / 320,
  })
  const font = async (path) =>
    (await readFile(new URL(`../../node_modules/geist/dist/fonts/${path}`, import.meta.url))).toString(
      'base64',
    )
  await page.setContent(`<style>
@font-face { font-family: Clock; src: url(data:font/woff2;base64,${await font('geist-mono/GeistMono-Medium.woff2')}) }
@font-face { font-family: Board; font-weight: 100 900; src: url(data:font/woff2;base64,${await font('geist-sans/Geist-Variable.woff2')}) }
body { margin: 0; background: #000 } div, svg { position: absolute; inset: 0; width: 320px; height: 180px }
</style><div id="behind"></div><div id="picture"></div><div id="clock"></div>
<p style="font-family:Clock">0</p><p style="font-family:Board">0 <i>0</i> <b>0</b></p>`)
  await page.evaluate(() => document.fonts.ready)
  await page.evaluate(() => {
    for (const one of document.querySelectorAll('p')) one.remove()
  })
  return page
}

/** Draws every frame and encodes them with the sound: VP8 with a key frame each second, opus, WebM. */
export async function renderClip(page, { behind, pictureAt, sound, width, bitrate, file }) {
  const encoder = startEncoder({ width, bitrate, sound, file })
  await page.evaluate(
    (svg) =>
      document
        .getElementById('behind')
        .replaceChildren(...new DOMParser().parseFromString(svg, 'text/html').body.childNodes),
    behind,
  )
  for (let frame = 0; frame < SECONDS * FRAMES_PER_SECOND; frame++) {
    const still = await takeFrame(page, pictureAt(frame / FRAMES_PER_SECOND), frame)
    if (!encoder.stdin.write(still)) await once(encoder.stdin, 'drain')
  }
  encoder.stdin.end()
  const [code] = await once(encoder, 'close')
  if (code !== 0) throw new Error(`ffmpeg ended with ${code} for ${file}`)
}

async function takeFrame(page, picture, frame) {
  await page.evaluate(
    ([shown, clock]) => {
      document.getElementById('picture').innerHTML = shown
      document.getElementById('clock').innerHTML = clock
    },
    [picture, clockAt(frame)],
  )
  return page.screenshot({ type: 'png' })
}

function startEncoder({ width, bitrate, sound, file }) {
  const inputs = [
    '-f',
    'image2pipe',
    '-framerate',
    `${FRAMES_PER_SECOND}`,
    '-c:v',
    'png',
    '-i',
    '-',
    ...(sound ? ['-i', sound] : []),
  ]
  const video = [
    ...[
      '-c:v',
      'libvpx',
      '-pix_fmt',
      'yuv420p',
      '-vf',
      `scale=${width}:${(width * 9) / 16}`,
      '-b:v',
      `${bitrate}k`,
    ],
    ...[
      '-minrate',
      '0',
      '-maxrate',
      `${bitrate * 2}k`,
      '-bufsize',
      `${bitrate * 2}k`,
      '-qmin',
      '4',
      '-qmax',
      '52',
    ],
    // No alt-ref frames: they are not shown and would have to travel in packets of their own.
    ...[
      '-g',
      `${FRAMES_PER_SECOND}`,
      '-keyint_min',
      `${FRAMES_PER_SECOND}`,
      '-auto-alt-ref',
      '0',
      '-lag-in-frames',
      '0',
    ],
    ...['-deadline', 'good', '-cpu-used', '0', '-error-resilient', '0'],
  ]
  const audio = sound
    ? [
        '-c:a',
        'libopus',
        '-b:a',
        '24k',
        '-ac',
        '1',
        '-vbr',
        'on',
        '-application',
        'voip',
        '-frame_duration',
        '20',
      ]
    : []
  return spawn('ffmpeg', ['-v', 'error', '-y', ...inputs, ...video, ...audio, '-map_metadata', '-1', file], {
    stdio: ['pipe', 'inherit', 'inherit'],
  })
}
