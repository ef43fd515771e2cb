import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import { deleteArchive, getArchive, listArchives, startArchive, stopArchive } from './archives.ts'
import type { Circuit } from './circuit.ts'
import { disconnect, listConnections } from './connections.ts'
import type { Credentials } from './credentials.ts'
import { mintToken } from './mint-token.ts'
import type { PlatformClient } from './model.ts'
import { muteAll, muteStream } from './muting.ts'
import type { Sender } from './send-request.ts'
import { createSession, describeSession } from './sessions.ts'
import { sendSignal } from './signals.ts'
import { listStreams } from './streams.ts'

/** A client for one project, over both flavours of the platform. */
export function createPlatformClient(
  projectId: string,
  credentials: Credentials,
  circuit: Circuit,
): PlatformClient {
  const sender: Sender = {
    projectId,
    credentials,
    circuit,
    now: Date.now,
    random: Math.random,
    sleep,
  }
  return {
    createSession: (options) => createSession(sender, options),
    mintToken: (request) => mintToken(credentials, request, new Date()),
    describeSession: (sessionId) => describeSession(sender, sessionId),
    listStreams: (sessionId) => listStreams(sender, sessionId),
    listConnections: (sessionId) => listConnections(sender, sessionId),
    disconnect: (sessionId, connectionId) => disconnect(sender, sessionId, connectionId),
    muteStream: (sessionId, streamId) => muteStream(sender, sessionId, streamId),
    muteAll: (sessionId, options) => muteAll(sender, sessionId, options),
    signal: (sessionId, signal) => sendSignal(sender, sessionId, signal),
    startArchive: (sessionId, options = {}) => startArchive(sender, sessionId, options),
    stopArchive: (archiveId) => stopArchive(sender, archiveId),
    getArchive: (archiveId) => getArchive(sender, archiveId),
    listArchives: (page) => listArchives(sender, page),
    deleteArchive: (archiveId) => deleteArchive(sender, archiveId),
  }
}
