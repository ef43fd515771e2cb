import { gridOf } from './grid-of.ts'

/** What fits into an action beside the words. */
const LARGEST = 44_000
const WIDTH = 640
const QUALITIES = [0.82, 0.7, 0.55, 0.4, 0.25]

/** What a player shows, one picture or several side by side, as a small JPEG in a data address; null when it shows none. */
export function takeStill(pictures: readonly HTMLVideoElement[]): string | null {
  const shown = pictures.filter((video) => video.readyState >= 2 && video.videoWidth > 0)
  if (shown.length === 0) return null
  const canvas = drawn(shown)
  for (const quality of QUALITIES) {
    const address = canvas.toDataURL('image/jpeg', quality)
    if (base64Of(address).length * 0.75 <= LARGEST) return address
  }
  return null
}

function drawn(shown: readonly HTMLVideoElement[]): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  const [first] = shown
  const alone = shown.length === 1 && first
  canvas.width = alone ? Math.min(WIDTH, first.videoWidth) : WIDTH
  const { columns, rows } = gridOf(shown.length)
  const width = canvas.width / columns
  const height = alone ? (width / first.videoWidth) * first.videoHeight : (width * 9) / 16
  canvas.height = Math.round(height * rows)
  const pen = canvas.getContext('2d')
  for (const [at, video] of shown.entries()) {
    const scale = Math.min(width / video.videoWidth, height / video.videoHeight)
    const [wide, high] = [video.videoWidth * scale, video.videoHeight * scale]
    const left = (at % columns) * width + (width - wide) / 2
    const top = Math.floor(at / columns) * height + (height - high) / 2
    pen?.drawImage(video, left, top, wide, high)
  }
  return canvas
}

export const base64Of = (dataAddress: string): string => dataAddress.slice(dataAddress.indexOf(',') + 1)
