/** What fits into an action beside the words. */
const LARGEST = 44_000
const WIDTH = 640
const QUALITIES = [0.82, 0.7, 0.55, 0.4, 0.25]

/** The picture that a player shows, as a small JPEG in a data address; null when it shows none. */
export function takeStill(video: HTMLVideoElement | null): string | null {
  if (!video || video.readyState < 2 || video.videoWidth === 0) return null
  const canvas = document.createElement('canvas')
  canvas.width = Math.min(WIDTH, video.videoWidth)
  canvas.height = Math.round((canvas.width / video.videoWidth) * video.videoHeight)
  canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height)
  for (const quality of QUALITIES) {
    const address = canvas.toDataURL('image/jpeg', quality)
    if (base64Of(address).length * 0.75 <= LARGEST) return address
  }
  return null
}

export const base64Of = (dataAddress: string): string => dataAddress.slice(dataAddress.indexOf(',') + 1)
