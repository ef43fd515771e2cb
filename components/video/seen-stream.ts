import type { OpenTok } from './opentok.ts'

/** One published camera or screen as this browser's connection sees it, now. Name and data are hostile text. */
export type SeenStream = {
  platformId: string
  connectionPlatformId: string
  name: string
  videoType: string
  hasAudio: boolean
  hasVideo: boolean
  width: number
  height: number
}

/** The SDK changes its stream objects in place; a page needs values that stay as they were. */
export function seenStream(stream: OpenTok.Stream): SeenStream {
  return {
    platformId: stream.streamId,
    connectionPlatformId: stream.connection.connectionId,
    name: stream.name,
    videoType: stream.videoType ?? 'custom',
    hasAudio: stream.hasAudio,
    hasVideo: stream.hasVideo,
    width: stream.videoDimensions.width,
    height: stream.videoDimensions.height,
  }
}
