export type Announced = {
  name: string
  sound: boolean
  /** As large as a clip, when there is none. */
  width?: number
  height?: number
  hasAudio?: boolean
  source?: 'camera' | 'screen'
}

/** How a stream is told of. */
export const announcement = ({
  name,
  sound,
  width = 320,
  height = 240,
  hasAudio = true,
  source = 'camera',
}: Announced) => ({
  name,
  audioFallbackEnabled: false,
  customProperties: {},
  channel: [
    ...(hasAudio ? [{ id: 'audio1', type: 'audio', active: sound }] : []),
    {
      id: 'video1',
      type: 'video',
      active: true,
      width,
      height,
      frameRate: 15,
      orientation: 'OTVideoOrientationRotatedNormal',
      source,
    },
  ],
})
