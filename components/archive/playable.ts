/** What plays: a video element, or several that play as one. */
export type Playable = {
  currentTime: number
  playbackRate: number
  muted: boolean
  readonly duration: number
  readonly paused: boolean
  readonly seeking: boolean
  readonly readyState: number
  readonly error: unknown
  play(): Promise<void>
  pause(): void
  addEventListener(name: string, listener: () => void): void
  removeEventListener(name: string, listener: () => void): void
}
