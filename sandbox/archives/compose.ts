import { composeBySpeaker } from '../media/recording/compose-by-speaker.ts'
import { type Composition, composeWithFfmpeg } from '../media/recording/compose-with-ffmpeg.ts'

/** Makes one playable file of all recorded tracks. */
export type Composer = {
  compose: (composition: Composition) => Promise<void>
  /** In which way the file is less than the platform's; null when it is not. */
  limitation: string | null
}

/** With ffmpeg everyone side by side; without it, whoever speaks (docs/decisions/0011). */
export const composeWith = (ffmpeg: string | null): Composer =>
  ffmpeg === null
    ? {
        compose: composeBySpeaker,
        limitation:
          'there is no ffmpeg, so its picture and first sound follow whoever speaks, in the size they were sent in; ' +
          'the whole sound of each stream is a track of its own',
      }
    : { compose: (composition) => composeWithFfmpeg(ffmpeg, composition), limitation: null }
