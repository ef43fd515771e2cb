/** Recordings of routed sessions, as REST, the clients and the files' readers ask for them. */
import { rm } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Clock } from '../callbacks/callback-queue.ts'
import type { Platform } from '../platform/platform.ts'
import type { PlatformEvent } from '../platform/platform-event.ts'
import type { Project } from '../platform/project.ts'
import type { Session } from '../platform/session.ts'
import { ok, type Result, refuse } from '../result.ts'
import type { ArchiveView } from '../signalling/views.ts'
import type { Archive } from './archive.ts'
import { type ArchiveBook, type ArchiveBookOptions, openArchiveBook } from './archive-book.ts'
import { archiveOfUrl } from './archive-url.ts'
import {
  createRunningArchives,
  type RunningArchives,
  type RunningArchivesOptions,
} from './running-archives.ts'
import { serveFile } from './serve-file.ts'

export type StartRequest = Pick<
  Archive,
  'name' | 'hasAudio' | 'hasVideo' | 'resolution' | 'layout' | 'multiArchiveTag'
>

export type StartRefusal = 'not in use' | 'relayed' | 'encrypted' | 'already recording'
export type StopRefusal = 'not found' | 'not recording'
export type DeleteRefusal = 'not found' | 'not finished'

export type Archives = Pick<ArchiveBook, 'find' | 'list' | 'view'> & {
  start: (session: Session, request: StartRequest) => Result<Archive, StartRefusal>
  stop: (project: Project, id: string) => Result<Archive, StopRefusal>
  remove: (project: Project, id: string) => Promise<Result<true, DeleteRefusal>>
  /** What runs in a session, for its clients. */
  ofSession: (session: Session) => ArchiveView[]
  /** Answers a request for a recording's file; false when it is none. */
  serveFile: (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<boolean>
  close: () => Promise<void>
}

export type ArchivesOptions = Omit<ArchiveBookOptions, 'projects'> & Omit<RunningArchivesOptions, 'book'>

const EMPTY_MS = 60_000

const AUTOMATIC: StartRequest = {
  ...{ name: null, hasAudio: true, hasVideo: true, resolution: '640x480' },
  layout: { type: 'bestFit' },
  multiArchiveTag: 'automatic',
}

const refusalOf = (
  running: RunningArchives,
  session: Session,
  request: StartRequest,
): StartRefusal | null => {
  if (session.connections.size === 0) return 'not in use'
  if (session.mode === 'relayed') return 'relayed'
  if (session.e2ee) return 'encrypted'
  const tags = running.of(session).map(({ archive }) => archive.multiArchiveTag)
  return tags.includes(request.multiArchiveTag) ? 'already recording' : null
}

const newArchive = (platform: Platform, session: Session, request: StartRequest): Archive => {
  const now = platform.now().getTime()
  return {
    ...request,
    id: platform.newId(),
    sessionId: session.id,
    apiKey: session.project.apiKey,
    ...{ createdAt: now, updatedAt: now, duration: 0, size: 0 },
    ...{ status: 'started', reason: '', sha256sum: '' },
  }
}

/** Sessions recorded always begin with their first client; any recording ends a minute after the last. */
const followSessions = (
  { session, event }: PlatformEvent,
  running: RunningArchives,
  clock: Clock,
  start: Archives['start'],
): void => {
  if (event === 'connectionCreated' && session.archiveMode === 'always') start(session, AUTOMATIC)
  if (event !== 'sessionDestroyed') return
  for (const run of running.of(session)) {
    const endIfStillEmpty = () => session.connections.size === 0 && running.end(run, 'session ended')
    run.cancel.push(clock.after(EMPTY_MS, endIfStillEmpty))
  }
}

const removeArchive = async (book: ArchiveBook, archive: Archive, file: string) => {
  if (archive.status !== 'available' && archive.status !== 'deleted') return refuse('not finished' as const)
  await book.change(archive, { status: 'deleted', size: 0 })
  await rm(file, { force: true })
  return ok(true as const)
}

export const createArchives = async (options: ArchivesOptions): Promise<Archives> => {
  const { platform, files, clock } = options
  const book = await openArchiveBook({ ...options, projects: platform.projects })
  const running = createRunningArchives({ ...options, book })

  const start: Archives['start'] = (session, request) => {
    const refused = refusalOf(running, session, request)
    if (refused) return refuse(refused)
    const archive = newArchive(platform, session, request)
    running.begin(session, archive)
    return ok(archive)
  }
  platform.onEvent((event) => followSessions(event, running, clock, start))

  return {
    find: book.find,
    list: book.list,
    view: book.view,
    start,
    stop: (project, id) => {
      const archive = book.find(project, id)
      const run = running.find(id)
      if (!archive) return refuse('not found')
      if (!run) return refuse('not recording')
      running.end(run, 'user initiated')
      return ok(archive)
    },
    remove: async (project, id) => {
      const archive = book.find(project, id)
      return archive ? removeArchive(book, archive, files.file(id)) : refuse('not found')
    },
    ofSession: (session) =>
      running.of(session).map(({ archive: { id, name, status } }) => ({ id, name, status })),
    serveFile: async (request, response, url) => {
      const id = archiveOfUrl(url)
      if (!id || (request.method !== 'GET' && request.method !== 'HEAD')) return false
      if (book.opens(url, id)) await serveFile(request, response, files.file(id))
      else response.writeHead(403).end()
      return true
    },
    close: running.close,
  }
}
