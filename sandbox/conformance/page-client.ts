/** What the client's scripts put on a page, and what travels out of it. */
export type PageEvent = { name: string } & Record<string, unknown>
export type SdkError = { name: string; code: number | null; message: string }
export type Outcome<T> = { ok: true; value: T } | { ok: false; error: SdkError }

/** What is received of a stream, from WebRTC's own statistics. */
export type MediaStats = {
  framesDecoded: number
  audioEnergy: number
  videoBytes: number
  audioBytes: number
}

export type StreamView = {
  name: string
  initials: string
  hasAudio: boolean
  hasVideo: boolean
  videoType: string | undefined
  videoDimensions: { width: number; height: number }
  creationTime: number
  connectionId: string
  data: string
}

export type Signal = { type?: string; data?: string; to?: string }
/** The SDK's own options, and `drawn`: a picture the page draws itself. */
export type PublisherOptions = Record<string, unknown> & { drawn?: { width: number; height: number } }
export type RtcEntry = { type: string; kind?: string } & Record<string, unknown>

/** What the client's scripts put on the page. */
type PageClient = {
  events: PageEvent[]
  hears: (name: string, fields: Record<string, unknown>, withinMs: number) => Promise<PageEvent | null>
  connect: (
    key: string,
    id: string,
    token: string,
    options: Record<string, unknown>,
  ) => Promise<Outcome<string>>
  publish: (options: PublisherOptions) => Promise<Outcome<string>>
  subscribe: (streamId: string, options: Record<string, unknown>) => Promise<Outcome<true>>
  signal: (signal: Signal) => Promise<Outcome<true>>
  ask: (target: string, method: string, values: readonly unknown[]) => Promise<Outcome<unknown>>
  read: (target: string, property: string) => unknown
  stream: (streamId: string) => StreamView
  streamIds: () => string[]
  rtcReports: (target: string) => Promise<RtcEntry[][]>
  peers: () => Promise<number>
  videoTrack: () => { label: string | null; deviceId: string | null }
  hearLevels: (streamId: string) => void
  leave: () => Promise<void>
}

declare global {
  // The page's globals, named here because `page.evaluate` runs there.
  var client: PageClient
  var resizeDrawn: (width: number, height: number) => void
  var endDrawn: () => void
  var playRecording: (url: string) => Promise<void>
}
