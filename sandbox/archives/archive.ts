import type { Project } from '../platform/project.ts'

export type ArchiveStatus = 'started' | 'stopped' | 'available' | 'failed' | 'deleted'

export type ArchiveLayout = {
  type: string
  stylesheet?: string | undefined
  screenshareType?: string | undefined
}

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
  resolution: string
  sha256sum: string
  multiArchiveTag: string
  layout: ArchiveLayout
}

/** An archive as REST answers it; its callback adds only `event`. `projectId` is a number here. */
export const archiveView = (archive: Archive, project: Project, url: string | null) => ({
  id: archive.id,
  status: archive.status,
  name: archive.name,
  reason: archive.reason,
  sessionId: archive.sessionId,
  projectId: Number(archive.apiKey),
  ...(project.applicationId ? { applicationId: project.applicationId } : {}),
  createdAt: archive.createdAt,
  updatedAt: archive.updatedAt,
  size: archive.size,
  duration: archive.duration,
  outputMode: 'composed',
  streamMode: 'auto',
  streams: [],
  hasAudio: archive.hasAudio,
  hasVideo: archive.hasVideo,
  resolution: archive.resolution,
  url,
  password: '',
  sha256sum: archive.sha256sum,
})
