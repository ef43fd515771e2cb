import type { Platform } from '../platform/platform.ts'
import type { Session } from '../platform/session.ts'
import type { Archive } from './archive.ts'

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

const DEFAULT_RESOLUTION = '640x480'

/** What a session decided of its own recordings when it was created; all else is as by default. */
const automaticRequest = ({ archiveName, archiveResolution }: Session): StartRequest => ({
  name: archiveName,
  ...{ hasAudio: true, hasVideo: true, outputMode: 'composed', streamMode: 'auto' },
  resolution: archiveResolution ?? DEFAULT_RESOLUTION,
  layout: { type: 'bestFit' },
  multiArchiveTag: '',
})

export const newArchive = (
  platform: Platform,
  session: Session,
  asked: StartRequest | 'automatic',
): Archive => {
  const now = platform.now().getTime()
  const isAutomatic = asked === 'automatic'
  return {
    ...(isAutomatic ? automaticRequest(session) : asked),
    id: platform.newId(),
    sessionId: session.id,
    apiKey: session.project.apiKey,
    ...{ createdAt: now, updatedAt: now, duration: 0, size: 0 },
    ...{ status: 'started', reason: '', sha256sum: '' },
    streams: [],
    automatic: isAutomatic,
  }
}
