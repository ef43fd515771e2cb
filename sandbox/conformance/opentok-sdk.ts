/** The official server SDK, unmodified. It ships no types; these name what the tests use. */
import { createRequire } from 'node:module'

type Done<T> = (error: Error | null, value: T) => void
type Archive = { id: string; status: string; url: string | null; size: number; duration: number }
type SdkStream = { id: string; name: string; videoType: string; layoutClassList: string[] }
type TokenOptions = {
  role?: string
  data?: string
  expireTime?: number
  initialLayoutClassList?: string[]
}

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
  signal: (
    sessionId: string,
    connectionId: string | null,
    payload: { type: string; data: string },
    done: Done<unknown>,
  ) => void
  startArchive: (sessionId: string, options: Record<string, unknown>, done: Done<Archive>) => void
  stopArchive: (archiveId: string, done: Done<Archive>) => void
  getArchive: (archiveId: string, done: Done<Archive>) => void
  listArchives: (
    options: Record<string, unknown>,
    done: (error: Error | null, archives: Archive[], count: number) => void,
  ) => void
  deleteArchive: (archiveId: string, done: Done<unknown>) => void
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
