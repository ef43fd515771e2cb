/** The official server SDK, unmodified. It ships no types; these name what the tests use. */
import { createRequire } from 'node:module'

type Done<T> = (error: Error | null, value: T) => void

export type SdkArchive = {
  id: string
  status: string
  name: string | null
  reason: string
  sessionId: string
  url: string | null
  size: number
  duration: number
  hasAudio: boolean
  hasVideo: boolean
  outputMode: string
  streamMode: string
  resolution: string
}
type SdkStream = { id: string; name: string; videoType: string; layoutClassList: string[] }

export type TokenOptions = {
  role?: string
  data?: string
  initialLayoutClassList?: string[]
  /** Seconds since 1970, under the two names by which the SDK knows it with an API key and with an application. */
  expireTime?: number
  expire_time?: number
}

type Signal = { type?: string; data?: string }

export type OpenTokSdk = {
  createSession: (
    options: Record<string, unknown>,
    done: Done<{ sessionId: string; mediaMode: string }>,
  ) => void
  generateToken: (sessionId: string, options?: TokenOptions, legacy?: boolean) => string
  listStreams: (sessionId: string, done: Done<SdkStream[]>) => void
  setStreamClassLists: (
    sessionId: string,
    list: Array<{ id: string; layoutClassList: string[] }>,
    done: Done<unknown>,
  ) => void
  forceDisconnect: (sessionId: string, connectionId: string, done: Done<unknown>) => void
  forceMuteStream: (sessionId: string, streamId: string, done: Done<unknown>) => void
  forceMuteAll: (sessionId: string, options: Record<string, unknown>, done: Done<unknown>) => void
  disableForceMute: (sessionId: string, done: Done<unknown>) => void
  signal: (sessionId: string, connectionId: string | null, payload: Signal, done: Done<unknown>) => void
  startArchive: (sessionId: string, options: Record<string, unknown>, done: Done<SdkArchive>) => void
  stopArchive: (archiveId: string, done: Done<SdkArchive>) => void
  getArchive: (archiveId: string, done: Done<SdkArchive>) => void
  listArchives: (
    options: Record<string, unknown>,
    done: (error: Error | null, archives: SdkArchive[], count: number) => void,
  ) => void
  deleteArchive: (archiveId: string, done: Done<unknown>) => void
  setArchiveLayout: (
    archiveId: string,
    type: string,
    stylesheet: string | null,
    screenshareType: string | null,
    done: Done<unknown>,
  ) => void
  addArchiveStream: (
    archiveId: string,
    streamId: string,
    options: { hasAudio?: boolean; hasVideo?: boolean },
    done: Done<unknown>,
  ) => void
  removeArchiveStream: (archiveId: string, streamId: string, done: Done<unknown>) => void
}

type OpenTokConstructor = new (apiKey: string, apiSecret: string, options?: { apiUrl: string }) => OpenTokSdk

const loaded: OpenTokConstructor = createRequire(import.meta.url)('opentok')

export { loaded as OpenTok }

/** Calls one SDK function and waits for its callback. */
export const asked = <T>(call: (done: Done<T>) => void): Promise<T> =>
  new Promise((resolve, reject) => {
    call((error, value) => (error ? reject(error) : resolve(value)))
  })
