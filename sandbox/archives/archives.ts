/** Recordings of routed sessions, as REST, the clients and the files' readers ask for them. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Clock } from '../callbacks/callback-queue.ts'
import type { Log, Platform } from '../platform/platform.ts'
import type { PlatformEvent } from '../platform/platform-event.ts'
import type { Project } from '../platform/project.ts'
import type { Session } from '../platform/session.ts'
import { ok, type Result, refuse } from '../result.ts'
import type { ArchiveView } from '../signalling/views.ts'
import type { Archive } from './archive.ts'
import { type ArchiveBook, openArchiveBook } from './archive-book.ts'
import type { ArchiveFiles } from './archive-files.ts'
import { archiveOfUrl } from './archive-url.ts'
import { type ChooseRefusal, chooseStream, type StreamChoice } from './choose-stream.ts'
import type { Composer } from './compose.ts'
import { createDelivery } from './deliver-archive.ts'
import { createFinishing } from './finish-archives.ts'
import { newArchive, type StartRequest } from './new-archive.ts'
import { createRunningArchives, type RunningArchives } from './running-archives.ts'
import { serveFile } from './serve-file.ts'
import { openStorageBook, type StorageBook } from './storage/storage-book.ts'

export type StartRefusal = 'not in use' | 'relayed' | 'encrypted' | 'already recording'
export type StopRefusal = 'not found' | 'not recording' | 'automatic'
export type DeleteRefusal = 'not found' | 'not finished'

export type Archives = Pick<ArchiveBook, 'find' | 'list' | 'view'> & {
  start: (session: Session, request: StartRequest) => Result<Archive, StartRefusal>
  stop: (project: Project, id: string) => Result<Archive, StopRefusal>
  remove: (project: Project, id: string) => Promise<Result<true, DeleteRefusal>>
  choose: (project: Project, id: string, choice: StreamChoice) => Result<true, ChooseRefusal>
  /** What runs in a session, for its clients. */
  ofSession: (session: Session) => ArchiveView[]
  /** Answers a request for a recording's file; false when it is none. */
  serveFile: (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<boolean>
  /** Where a project's recordings go. */
  setStorage: StorageBook['set']
  close: () => Promise<void>
}

export type ArchivesOptions = {
  platform: Platform
  files: ArchiveFiles
  clock: Clock
  composer: Composer
  log: Log
  /** Tells the project of a status by callback. */
  notify: (project: Project, body: Record<string, unknown>) => void
  uploadFails: (archiveId: string) => boolean
  /** Under which address links in callbacks stand. */
  baseUrl: () => string
}

const refusalOf = (
  running: RunningArchives,
  session: Session,
  { multiArchiveTag }: StartRequest,
): StartRefusal | null => {
  if (session.connections.size === 0) return 'not in use'
  if (session.mode === 'relayed') return 'relayed'
  if (session.e2ee) return 'encrypted'
  const tags = running.of(session).map(({ archive }) => archive.multiArchiveTag)
  return tags.includes(multiArchiveTag) ? 'already recording' : null
}

const followSession = ({ session, event }: PlatformEvent, running: RunningArchives): void => {
  for (const run of running.of(session)) {
    run.life.changed()
    if (event !== 'streamDestroyed') continue
    const isThere = ({ streamId }: { streamId: string }) => session.streams.has(streamId)
    run.archive.streams = run.archive.streams.filter(isThere)
  }
}

const removeArchive = async (book: ArchiveBook, files: ArchiveFiles, archive: Archive) => {
  if (!['available', 'uploaded', 'deleted'].includes(archive.status)) return refuse('not finished' as const)
  await book.change(archive, { status: 'deleted', size: 0 })
  await files.removeFile(archive)
  return ok(true as const)
}

const stopArchive = (
  book: ArchiveBook,
  running: RunningArchives,
  { project, id }: { project: Project; id: string },
): Result<Archive, StopRefusal> => {
  const archive = book.find(project, id)
  const run = running.find(id)
  if (!archive) return refuse('not found')
  if (!run) return refuse('not recording')
  if (archive.automatic) return refuse('automatic')
  running.end(run, 'user initiated')
  return ok(archive)
}

const serveArchive = async (
  book: ArchiveBook,
  files: ArchiveFiles,
  { request, response, url }: { request: IncomingMessage; response: ServerResponse; url: URL },
): Promise<boolean> => {
  const id = archiveOfUrl(url)
  if (!id || (request.method !== 'GET' && request.method !== 'HEAD')) return false
  const archive = book.byId(id)
  if (archive && book.opens(url, archive)) await serveFile(request, response, files.file(archive))
  else response.writeHead(403).end()
  return true
}

/** A session that records itself begins with its first stream, and anew whenever a recording is full. */
const beginAutomatic = (
  { platform }: ArchivesOptions,
  { session, running }: { session: Session; running: RunningArchives },
): void => {
  if (session.archiveMode !== 'always' || session.e2ee || session.streams.size === 0) return
  if (running.of(session).some(({ archive }) => archive.automatic)) return
  running.begin(session, newArchive(platform, session, 'automatic'))
}

export const createArchives = async (options: ArchivesOptions): Promise<Archives> => {
  const { platform, files, log } = options
  const book = await openArchiveBook({ ...options, projects: platform.projects })
  const storage = await openStorageBook(files.root, log)
  const finishing = createFinishing({
    ...options,
    book,
    deliver: createDelivery({ ...options, book, storage }),
  })
  const running = createRunningArchives({
    ...options,
    book,
    finishing,
    onFull: ({ session, archive }) => archive.automatic && beginAutomatic(options, { session, running }),
  })
  platform.onEvent((event) => {
    followSession(event, running)
    if (event.event === 'streamCreated') beginAutomatic(options, { session: event.session, running })
  })

  return {
    ...{ find: book.find, list: book.list, view: book.view },
    setStorage: storage.set,
    start: (session, request) => {
      const refused = refusalOf(running, session, request)
      if (refused) return refuse(refused)
      const archive = newArchive(platform, session, request)
      running.begin(session, archive)
      return ok(archive)
    },
    stop: (project, id) => stopArchive(book, running, { project, id }),
    remove: async (project, id) => {
      const archive = book.find(project, id)
      return archive ? removeArchive(book, files, archive) : refuse('not found')
    },
    choose: (project, id, choice) => {
      const archive = book.find(project, id)
      return archive ? chooseStream(archive, running.find(id), choice) : refuse('not found')
    },
    ofSession: (session) =>
      running.of(session).map(({ archive: { id, name, status } }) => ({ id, name, status })),
    serveFile: (request, response, url) => serveArchive(book, files, { request, response, url }),
    close: async () => {
      book.close()
      await Promise.all([running.close(), finishing.close()])
      await files.settled()
    },
  }
}
