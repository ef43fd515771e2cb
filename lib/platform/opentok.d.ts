/** The package brings no types. These are of what is used: by us tokens only, by the sandbox's conformance tests the rest. */
declare module 'opentok' {
  type Role = 'subscriber' | 'publisher' | 'publisheronly' | 'moderator'
  type Callback<T> = (error: Error | null, value?: T) => void

  export type TokenOptions = {
    role?: Role
    /** Seconds since 1970. Honoured in the OpenTok flavour alone. */
    expireTime?: number
    /** The same in the Vonage flavour. */
    expire_time?: number
    data?: string
    initialLayoutClassList?: string[]
  }

  export type ArchiveObject = {
    id: string
    sessionId: string
    status: string
    name?: string | null
    duration: number
    size: number
    url?: string | null
  }

  export default class OpenTok {
    constructor(apiKey: string, apiSecret: string, env?: { apiUrl?: string })
    generateToken(sessionId: string, options?: TokenOptions, t1?: boolean): string
    createSession(options: Record<string, unknown>, callback: Callback<{ sessionId: string }>): void
    listStreams(
      sessionId: string,
      callback: Callback<{ id: string; name: string; videoType: string; layoutClassList: string[] }[]>,
    ): void
    signal(
      sessionId: string,
      connectionId: string | null,
      payload: { type?: string; data?: string },
      callback: Callback<unknown>,
    ): void
    forceDisconnect(sessionId: string, connectionId: string, callback: Callback<unknown>): void
    forceMuteStream(sessionId: string, streamId: string, callback: Callback<unknown>): void
    forceMuteAll(
      sessionId: string,
      options: { excludedStreamIds?: string[] },
      callback: Callback<unknown>,
    ): void
    disableForceMute(sessionId: string, callback: Callback<unknown>): void
    startArchive(sessionId: string, options: Record<string, unknown>, callback: Callback<ArchiveObject>): void
    stopArchive(archiveId: string, callback: Callback<ArchiveObject>): void
    getArchive(archiveId: string, callback: Callback<ArchiveObject>): void
    listArchives(options: Record<string, unknown>, callback: Callback<ArchiveObject[]>): void
    deleteArchive(archiveId: string, callback: Callback<unknown>): void
  }
}
