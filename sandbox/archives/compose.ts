import { composeBySpeaker } from '../media/recording/compose-by-speaker.ts'
import { type Composition, composeWithFfmpeg } from '../media/recording/compose-with-ffmpeg.ts'

/** Makes one playable file of all recorded tracks. */
export type Compose = (composition: Composition) => Promise<void>

/** With ffmpeg everyone side by side; without it, whoever speaks (docs/decisions/0011). */
export const composeWith = (ffmpeg: string | null): Compose =>
  ffmpeg === null ? composeBySpeaker : (composition) => composeWithFfmpeg(ffmpeg, composition)
