/**
 * Recordings of routed sessions: started -> stopped -> available (or failed), each told to the project by
 * callback and, while they run, to the clients.
 */

import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Clock } from '../callbacks/callback-queue.ts'
import type { Log, Platform } from '../platform/platform.ts'
import type { Project } from '../platform/project.ts'
import type { Session } from '../platform/session.ts'
import { ok, type Result, refuse } from '../result.ts'
import { announce } from '../signalling/announce.ts'
import type { ArchiveView } from '../signalling/views.ts'
import { type Archive, archiveView } from './archive.ts'
import type { ArchiveFiles } from './archive-files.ts'
import { archiveOfUrl, archiveUrl, isGoodArchiveUrl } from './archive-url.ts'
import type { Compose } from './compose.ts'
import { recordSession, type SessionRecorder } from './record-session.ts'
import { serveFile } from './serve-file.ts'

export type StartRequest = Pick<Archive, 'name' | 'hasAudio' | 'hasVideo' | 'resolution' | 'layout'> & {
  multiArchiveTag: string
}

export type StartRefusal = 'not in use' | 'relayed' | 'encrypted' | 'already recording'
export type StopRefusal = 'not found' | 'not recording'
export type DeleteRefusal = 'not found' | 'not finished'

export type Archives = {
  start: (session: Session, request: StartRequest) => Result<Archive, StartRefusal>
  stop: (project: Project, id: string) => Result<Archive, StopRefusal>
  find: (project: Project, id: string) => Archive | null
  /** Newest first, deleted ones left out. */
  list: (project: Project, sessionId: string | null) => Archive[]
  remove: (project: Project, id: string) => Promise<Result<true, DeleteRefusal>>
  view: (archive: Archive, project: Project, baseUrl: string) => ReturnType<typeof archiveView>
  /** What runs in a session, for its clients. */
  ofSession: (sessionId: string) => ArchiveView[]
  /** Answers a request for a recording's file; false when it is none. */
  serveFile: (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<boolean>
  close: () => Promise<void>
}

export type ArchivesOptions = {
  platform: Platform
  files: ArchiveFiles
  clock: Clock
  compose: Compose
  log: Log
  /** Tells the project of a status by callback. */
  notify: (project: Project, body: Record<string, unknown>) => void
  baseUrl: () => string
}

type Running = { archive: Archive; session: Session; recorder: SessionRecorder; cancel: Array<() => void> }

const LONGEST_MS = 4 * 60 * 60_000
const EMPTY_MS = 60_000
/** Somebody must publish so soon after the start. */
const IDLE_MS = 60_000

export const createArchives = async (options: ArchivesOptions): Promise<Archives> => {
  const { platform, files, clock, compose, log, notify, baseUrl } = options
  const secret = randomBytes(32).toString('base64url')
  const archives = new Map<string, Archive>()
  const running = new Map<string, Running>()
  const composing = new Set<Promise<void>>()
  const closing = new AbortController()
  const time = () => clock.now().getTime()

  const urlOf = (archive: Archive, base: string): string | null =>
    archive.status === 'available' ? archiveUrl(base, archive.id, secret, clock.now()) : null

  const view = (archive: Archive, project: Project, base: string) =>
    archiveView(archive, project, urlOf(archive, base))

  const tellProject = (archive: Archive): void => {
    const project = platform.projects.find(({ apiKey }) => apiKey === archive.apiKey)
    if (project) notify(project, { ...view(archive, project, baseUrl()), event: 'archive' })
  }

  const change = async (archive: Archive, changes: Partial<Archive>): Promise<void> => {
    Object.assign(archive, changes, { updatedAt: time() })
    tellProject(archive)
    await files.save(archive)
  }

  const tellClients = (session: Session, method: 'created' | 'updated', archive: Archive): void => {
    const { id, name, status } = archive
    announce(session, { method, tail: `/archive/${id}`, content: { id, name, status } })
  }

  const failed = (archive: Archive) => (error: unknown) => {
    if (closing.signal.aborted) return
    log(`archives: ${archive.id} failed: ${error instanceof Error ? error.message : String(error)}`)
    return change(archive, { status: 'failed', reason: 'failure' })
  }

  const finish = async ({ archive, recorder }: Running): Promise<void> => {
    const tracks = await recorder.stop()
    if (tracks.length === 0) throw new Error('nothing was published while it ran')
    const { resolution, duration } = archive
    await compose({ tracks, output: files.file(archive.id), resolution, duration, signal: closing.signal })
    await files.removeTracks(archive.id)
    await change(archive, { status: 'available', ...(await files.measure(archive.id)) })
  }

  const end = (run: Running, reason: string): void => {
    const { archive, session, cancel } = run
    running.delete(archive.id)
    for (const call of cancel) call()
    const duration = Math.max(1, Math.round((time() - archive.createdAt) / 1000))
    const stopped = change(archive, { status: 'stopped', reason, duration })
    tellClients(session, 'updated', archive)
    const work = stopped.then(() => finish(run)).catch(failed(archive))
    composing.add(work)
    void work.finally(() => composing.delete(work))
  }

  const refusalOf = (session: Session, request: StartRequest): StartRefusal | null => {
    if (session.connections.size === 0) return 'not in use'
    if (session.mode === 'relayed') return 'relayed'
    if (session.e2ee) return 'encrypted'
    const tags = [...running.values()].filter((run) => run.session === session)
    return tags.some(({ archive }) => archive.multiArchiveTag === request.multiArchiveTag)
      ? 'already recording'
      : null
  }

  const begin = (session: Session, request: StartRequest): Archive => {
    const now = time()
    const archive: Archive = {
      ...request,
      id: platform.newId(),
      sessionId: session.id,
      apiKey: session.project.apiKey,
      createdAt: now,
      updatedAt: now,
      duration: 0,
      size: 0,
      status: 'started',
      reason: '',
      sha256sum: '',
    }
    const { hasAudio, hasVideo } = request
    const recorder = recordSession({
      session,
      platform,
      hasAudio,
      hasVideo,
      prepare: files.prepare(archive.id),
    })
    const run: Running = { archive, session, recorder, cancel: [] }
    run.cancel.push(
      clock.after(LONGEST_MS, () => end(run, 'maximum duration exceeded')),
      clock.after(IDLE_MS, () => session.streams.size === 0 && end(run, 'maximum idle time exceeded')),
    )
    archives.set(archive.id, archive)
    running.set(archive.id, run)
    tellClients(session, 'created', archive)
    tellProject(archive)
    recorder.ready.then(() => files.save(archive)).catch(failed(archive))
    return archive
  }

  platform.onEvent((event) => {
    const { session } = event
    if (event.event === 'connectionCreated' && session.archiveMode === 'always') {
      const request = {
        name: null,
        hasAudio: true,
        hasVideo: true,
        resolution: '640x480',
        multiArchiveTag: 'always',
      }
      if (!refusalOf(session, { ...request, layout: { type: 'bestFit' } })) {
        begin(session, { ...request, layout: { type: 'bestFit' } })
      }
    }
    if (event.event !== 'sessionDestroyed') return
    for (const run of running.values()) {
      if (run.session !== session) continue
      const endIfStillEmpty = () => session.connections.size === 0 && end(run, 'session ended')
      run.cancel.push(clock.after(EMPTY_MS, endIfStillEmpty))
    }
  })

  for (const archive of await files.load()) {
    archives.set(archive.id, archive)
    // It was running or being composed when the sandbox ended: what there was is lost.
    if (archive.status === 'started' || archive.status === 'stopped') {
      await change(archive, { status: 'failed', reason: 'failure' })
    }
  }

  const find = (project: Project, id: string): Archive | null => {
    const archive = archives.get(id)
    return archive?.apiKey === project.apiKey ? archive : null
  }

  return {
    start: (session, request) => {
      const refused = refusalOf(session, request)
      return refused ? refuse(refused) : ok(begin(session, request))
    },
    stop: (project, id) => {
      const archive = find(project, id)
      const run = running.get(id)
      if (!archive) return refuse('not found')
      if (!run) return refuse('not recording')
      end(run, 'user initiated')
      return ok(archive)
    },
    find,
    list: (project, sessionId) =>
      [...archives.values()]
        .filter(({ apiKey, status }) => apiKey === project.apiKey && status !== 'deleted')
        .filter((archive) => sessionId === null || archive.sessionId === sessionId)
        .sort((left, right) => right.createdAt - left.createdAt),
    remove: async (project, id) => {
      const archive = find(project, id)
      if (!archive) return refuse('not found')
      if (archive.status !== 'available' && archive.status !== 'deleted') return refuse('not finished')
      await change(archive, { status: 'deleted', size: 0 })
      await rm(files.file(id), { force: true })
      return ok(true)
    },
    view,
    ofSession: (sessionId) =>
      [...running.values()]
        .filter(({ session }) => session.id === sessionId)
        .map(({ archive: { id, name, status } }) => ({ id, name, status })),
    serveFile: async (request, response, url) => {
      const id = archiveOfUrl(url)
      if (!id || (request.method !== 'GET' && request.method !== 'HEAD')) return false
      const good = isGoodArchiveUrl(url, id, secret, clock.now()) && archives.get(id)?.status === 'available'
      if (good) await serveFile(request, response, files.file(id))
      else response.writeHead(403).end()
      return true
    },
    close: async () => {
      closing.abort()
      await Promise.all([...running.values()].map(({ recorder }) => recorder.stop()))
      await Promise.all(composing)
    },
  }
}
