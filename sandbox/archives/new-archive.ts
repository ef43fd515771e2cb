import type { Platform } from '../platform/platform.ts'
import type { Session } from '../platform/session.ts'
import type { Archive } from './archive.ts'
import type { AutomaticWish } from './automatic-archives.ts'

/** What a caller may decide of a recording. */
export type StartRequest = Pick<
  Archive,
  | 'name'
  | 'hasAudio'
  | 'hasVideo'
  | 'outputMode'
  | 'streamMode'
  | 'resolution'
  | 'maxBitrate'
  | 'quantizationParameter'
  | 'layout'
  | 'multiArchiveTag'
>

/** What a session decided of its own recordings when it was created; all else is as by default. */
const automaticRequest = ({ name = '', resolution = '640x480' }: AutomaticWish): StartRequest => ({
  name: name === '' ? null : name,
  ...{ hasAudio: true, hasVideo: true, outputMode: 'composed', streamMode: 'auto' },
  resolution,
  layout: { type: 'bestFit' },
  multiArchiveTag: '',
})

export const newArchive = (
  platform: Platform,
  session: Session,
  asked: StartRequest | { automatic: AutomaticWish },
): Archive => {
  const now = platform.now().getTime()
  const isAutomatic = 'automatic' in asked
  return {
    ...(isAutomatic ? automaticRequest(asked.automatic) : asked),
    id: platform.newId(),
    sessionId: session.id,
    apiKey: session.project.apiKey,
    ...{ createdAt: now, updatedAt: now, duration: 0, size: 0 },
    ...{ status: 'started', reason: '', sha256sum: '' },
    streams: [],
    automatic: isAutomatic,
  }
}
