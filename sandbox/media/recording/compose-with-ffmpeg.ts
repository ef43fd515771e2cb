/** Lays all pictures out in one and mixes all sounds, with the machine's own ffmpeg. */
import { spawn } from 'node:child_process'
import { constants, setPriority } from 'node:os'
import { grid, placesInGrid } from './grid.ts'
import type { RecordedTrack } from './record-track.ts'

export type Composition = {
  tracks: readonly RecordedTrack[]
  output: string
  /** Seconds. */
  duration: number
  /** For instance `640x480`. */
  resolution: string
  /** Bits in a second at most; or how coarse each picture may be. */
  maxBitrate?: number | undefined
  quantizationParameter?: number | undefined
  signal: AbortSignal
}

/** Enough for faces, and half the work of the usual rate: it is done beside live media. */
const FRAME_RATE = 15

const pictureFilters = (
  tracks: readonly RecordedTrack[],
  { resolution, duration }: Composition,
): string[] => {
  const [width = 640, height = 480] = resolution.split('x').map(Number)
  const { places, count } = placesInGrid(tracks)
  const cells = grid(count, width, height)
  const base = `color=c=0x14161a:s=${width}x${height}:r=${FRAME_RATE}:d=${duration.toFixed(3)}[over0]`
  const layers = tracks.flatMap((track, index) => {
    const cell = cells[places[index] ?? 0]
    if (!cell) return []
    const size = `${cell.width}:${cell.height}`
    return [
      `[${index}:v]setpts=PTS-STARTPTS+${track.from.toFixed(3)}/TB,` +
        `scale=${size}:force_original_aspect_ratio=decrease,pad=${size}:(ow-iw)/2:(oh-ih)/2:color=0x14161a,` +
        `setsar=1[picture${index}]`,
      `[over${index}][picture${index}]overlay=${cell.x}:${cell.y}:eof_action=pass[over${index + 1}]`,
    ]
  })
  return [base, ...layers]
}

const soundFilters = (tracks: readonly RecordedTrack[], firstInput: number): string[] => {
  const each = tracks.map(
    ({ from }, index) =>
      `[${firstInput + index}:a]asetpts=PTS-STARTPTS,aresample=async=1000,` +
      `adelay=${Math.round(from * 1000)}:all=1[sound${index}]`,
  )
  const names = tracks.map((_, index) => `[sound${index}]`).join('')
  const mix = `${names}amix=inputs=${tracks.length}:normalize=0:duration=longest,alimiter=limit=0.95[mixed]`
  return [...each, mix]
}

/** As asked for; otherwise a megabit, which is plenty for faces. */
const quality = ({ maxBitrate, quantizationParameter }: Composition): string[] =>
  quantizationParameter === undefined
    ? ['-b:v', String(maxBitrate ?? 1_000_000)]
    : ['-crf', String(quantizationParameter), '-b:v', '0']

/** The arguments of the one ffmpeg call. */
export const composeArguments = (composition: Composition): string[] => {
  const pictures = composition.tracks.filter(({ kind }) => kind === 'video')
  const sounds = composition.tracks.filter(({ kind }) => kind === 'audio')
  const inputs = [...pictures, ...sounds].flatMap(({ file }) => ['-i', file])
  const filters = [
    ...(pictures.length > 0 ? pictureFilters(pictures, composition) : []),
    ...(sounds.length > 0 ? soundFilters(sounds, pictures.length) : []),
  ]
  const encoder = ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '12', '-auto-alt-ref', '0']
  const video = ['-map', `[over${pictures.length}]`, ...encoder, '-pix_fmt', 'yuv420p']
  const audio = ['-map', '[mixed]', '-c:a', 'libopus', '-b:a', '64k']
  return [
    ...['-nostdin', '-v', 'error', '-y'],
    ...inputs,
    ...['-filter_complex', filters.join(';')],
    ...(pictures.length > 0 ? [...video, ...quality(composition), '-g', String(FRAME_RATE * 4)] : []),
    ...(sounds.length > 0 ? audio : []),
    ...['-t', composition.duration.toFixed(3), '-f', 'webm', composition.output],
  ]
}

const MAX_ERROR_TEXT = 2_000

export const composeWithFfmpeg = (ffmpeg: string, composition: Composition): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(ffmpeg, composeArguments(composition), {
      stdio: ['ignore', 'ignore', 'pipe'],
      signal: composition.signal,
      killSignal: 'SIGKILL',
    })
    // Live media goes first; a child that could not start is told of by its error.
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL)
    let errors = ''
    child.stderr.on('data', (text: Buffer) => {
      errors = (errors + text.toString('utf8')).slice(-MAX_ERROR_TEXT)
    })
    child.on('error', reject)
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`ffmpeg: ${code} ${errors}`))))
  })

/** Whether there is an ffmpeg to use. */
export const findFfmpeg = (): Promise<string | null> =>
  new Promise((resolve) => {
    const child = spawn('ffmpeg', ['-version'], { stdio: 'ignore' })
    child.on('error', () => resolve(null))
    child.on('close', (code) => resolve(code === 0 ? 'ffmpeg' : null))
  })
