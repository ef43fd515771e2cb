import type { Project } from '../platform/project.ts'

export type ArchiveStatus =
  | 'started'
  | 'paused'
  | 'stopped'
  | 'uploaded'
  | 'available'
  | 'expired'
  | 'failed'
  | 'deleted'

export type ArchiveLayout = {
  type: string
  stylesheet?: string | undefined
  screenshareType?: string | undefined
}

/** A stream that was chosen for an archive in stream mode manual. */
export type ChosenStream = { streamId: string; hasAudio: boolean; hasVideo: boolean }

/** One recording, from its start on. Kept as JSON beside its file. */
export type Archive = {
  id: string
  sessionId: string
  /** The project's API key, whichever name it was started under. */
  apiKey: string
  name: string | null
  createdAt: number
  updatedAt: number
  /** Seconds; 0 while recording. */
  duration: number
  /** Bytes; 0 until there is a file. */
  size: number
  status: ArchiveStatus
  reason: string
  hasAudio: boolean
  hasVideo: boolean
  outputMode: 'composed' | 'individual'
  streamMode: 'auto' | 'manual'
  /** What is recorded at the moment; empty in stream mode auto. */
  streams: ChosenStream[]
  /** Begun by the session itself, so no call ends it. */
  automatic: boolean
  resolution: string
  maxBitrate?: number | undefined
  quantizationParameter?: number | undefined
  sha256sum: string
  multiArchiveTag: string
  layout: ArchiveLayout
}

/** At most so many are in one recording at once; who comes later is not recorded. */
export const streamLimits = ({ outputMode }: Pick<Archive, 'outputMode'>) => ({
  audio: 50,
  video: outputMode === 'composed' ? 16 : 50,
})

export const archiveFileName = ({ outputMode }: Pick<Archive, 'outputMode'>) =>
  outputMode === 'composed' ? 'archive.webm' : 'archive.zip'

/** What stands only where it was asked for, or only while it is so. */
const occasional = (archive: Archive, project: Project) => {
  const { maxBitrate, quantizationParameter, outputMode, resolution, streamMode, status, streams } = archive
  const isRunning = status === 'started' || status === 'paused'
  return {
    ...(project.applicationId ? { applicationId: project.applicationId } : {}),
    ...(outputMode === 'composed' ? { resolution } : {}),
    ...(streamMode === 'manual' && isRunning ? { streams } : {}),
    ...(maxBitrate === undefined ? {} : { maxBitrate }),
    ...(quantizationParameter === undefined ? {} : { quantizationParameter }),
  }
}

/** An archive as REST answers it; its callback adds little. `projectId` is a number here. */
export const archiveView = (archive: Archive, project: Project, url: string | null) => ({
  id: archive.id,
  status: archive.status,
  name: archive.name,
  reason: archive.reason,
  sessionId: archive.sessionId,
  projectId: Number(archive.apiKey),
  createdAt: archive.createdAt,
  updatedAt: archive.updatedAt,
  size: archive.size,
  duration: archive.duration,
  outputMode: archive.outputMode,
  streamMode: archive.streamMode,
  hasAudio: archive.hasAudio,
  hasVideo: archive.hasVideo,
  ...occasional(archive, project),
  url,
  password: '',
  sha256sum: archive.sha256sum,
})
