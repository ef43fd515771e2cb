/** The calls of the official server SDK as promises, nothing else: what they do is the SDK's. */
import { asked, type OpenTokSdk, type SdkArchive, type TokenOptions } from './opentok-sdk.ts'

type Layout = { type: string; stylesheet?: string; screenshareType?: string }

export type OpenTokCalls = ReturnType<typeof openTokCalls>

export const openTokCalls = (sdk: OpenTokSdk) => ({
  createSession: (options: Record<string, unknown>) =>
    asked<{ sessionId: string; mediaMode: string }>((done) => sdk.createSession({ ...options }, done)),
  token: (sessionId: string, options?: TokenOptions, legacy?: boolean) =>
    sdk.generateToken(sessionId, options, legacy),
  streams: (sessionId: string) =>
    asked<Parameters<Parameters<OpenTokSdk['listStreams']>[1]>[1]>((done) =>
      sdk.listStreams(sessionId, done),
    ),
  setClasses: (sessionId: string, id: string, layoutClassList: string[]) =>
    asked((done) => sdk.setStreamClassLists(sessionId, [{ id, layoutClassList }], done)),
  disconnect: (sessionId: string, connectionId: string) =>
    asked((done) => sdk.forceDisconnect(sessionId, connectionId, done)),
  mute: (sessionId: string, streamId: string) =>
    asked((done) => sdk.forceMuteStream(sessionId, streamId, done)),
  muteAll: (sessionId: string, excludedStreamIds: string[] = []) =>
    asked((done) => sdk.forceMuteAll(sessionId, { excludedStreamIds }, done)),
  liftMute: (sessionId: string) => asked((done) => sdk.disableForceMute(sessionId, done)),
  signal: (sessionId: string, to: string | null, payload: { type?: string; data?: string }) =>
    asked((done) => sdk.signal(sessionId, to, payload, done)),
  startArchive: (sessionId: string, options: Record<string, unknown> = {}) =>
    asked<SdkArchive>((done) => sdk.startArchive(sessionId, options, done)),
  stopArchive: (id: string) => asked<SdkArchive>((done) => sdk.stopArchive(id, done)),
  archive: (id: string) => asked<SdkArchive>((done) => sdk.getArchive(id, done)),
  archives: (options: Record<string, unknown>): Promise<{ items: SdkArchive[]; count: number }> =>
    new Promise((resolve, reject) => {
      sdk.listArchives(options, (error, items, count) => (error ? reject(error) : resolve({ items, count })))
    }),
  deleteArchive: (id: string) => asked((done) => sdk.deleteArchive(id, done)),
  setLayout: (id: string, { type, stylesheet, screenshareType }: Layout) =>
    asked((done) => sdk.setArchiveLayout(id, type, stylesheet ?? null, screenshareType ?? null, done)),
  addStream: (id: string, streamId: string, options: { hasAudio?: boolean; hasVideo?: boolean } = {}) =>
    asked((done) => sdk.addArchiveStream(id, streamId, options, done)),
  removeStream: (id: string, streamId: string) =>
    asked((done) => sdk.removeArchiveStream(id, streamId, done)),
})
