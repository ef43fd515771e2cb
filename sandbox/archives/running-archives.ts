/** The archives at work: started -> stopped -> available (or failed). Clients are told while it runs. */
import type { Clock } from '../callbacks/callback-queue.ts'
import type { Log, Platform } from '../platform/platform.ts'
import type { Session } from '../platform/session.ts'
import { announce } from '../signalling/announce.ts'
import type { Archive } from './archive.ts'
import type { ArchiveBook } from './archive-book.ts'
import type { ArchiveFiles } from './archive-files.ts'
import type { Compose } from './compose.ts'
import { recordSession, type SessionRecorder } from './record-session.ts'

export type RunningArchive = {
  archive: Archive
  session: Session
  recorder: SessionRecorder
  cancel: Array<() => void>
}

export type RunningArchivesOptions = {
  platform: Platform
  book: ArchiveBook
  files: ArchiveFiles
  clock: Clock
  compose: Compose
  log: Log
}

export type RunningArchives = {
  begin: (session: Session, archive: Archive) => void
  end: (run: RunningArchive, reason: string) => void
  find: (id: string) => RunningArchive | null
  of: (session: Session) => RunningArchive[]
  close: () => Promise<void>
}

const LONGEST_MS = 4 * 60 * 60_000
/** Somebody must publish so soon after the start. */
const IDLE_MS = 60_000

const tellClients = (session: Session, method: 'created' | 'updated', archive: Archive): void => {
  const { id, name, status } = archive
  announce(session, { method, tail: `/archive/${id}`, content: { id, name, status } })
}

const words = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Makes the file of what was recorded. */
const finish = async (
  { book, files, compose }: RunningArchivesOptions,
  { archive, recorder }: RunningArchive,
  signal: AbortSignal,
): Promise<void> => {
  const tracks = await recorder.stop()
  if (tracks.length === 0) throw new Error('nothing was published while it ran')
  const duration = Math.max(...tracks.map(({ to }) => to))
  await compose({ tracks, output: files.file(archive.id), resolution: archive.resolution, duration, signal })
  await files.removeTracks(archive.id)
  await book.change(archive, { status: 'available', ...(await files.measure(archive.id)) })
}

export const createRunningArchives = (options: RunningArchivesOptions): RunningArchives => {
  const { platform, book, files, clock, log } = options
  const running = new Map<string, RunningArchive>()
  const composing = new Set<Promise<void>>()
  const closing = new AbortController()

  const failed = (archive: Archive) => async (error: unknown) => {
    if (closing.signal.aborted) return
    log(`archives: ${archive.id} failed: ${words(error)}`)
    await book.change(archive, { status: 'failed', reason: 'failure' })
  }

  const end = (run: RunningArchive, reason: string): void => {
    const { archive, session, cancel } = run
    if (!running.delete(archive.id)) return
    for (const call of cancel) call()
    const duration = Math.max(1, Math.round((clock.now().getTime() - archive.createdAt) / 1000))
    const stopped = book.change(archive, { status: 'stopped', reason, duration })
    tellClients(session, 'updated', archive)
    const work = stopped.then(() => finish(options, run, closing.signal)).catch(failed(archive))
    composing.add(work)
    void work.finally(() => composing.delete(work))
  }

  const begin = (session: Session, archive: Archive): void => {
    const { hasAudio, hasVideo, id } = archive
    const recorder = recordSession({ session, platform, hasAudio, hasVideo, prepare: files.prepare(id) })
    const run: RunningArchive = { archive, session, recorder, cancel: [] }
    run.cancel.push(
      clock.after(LONGEST_MS, () => end(run, 'maximum duration exceeded')),
      clock.after(IDLE_MS, () => session.streams.size === 0 && end(run, 'maximum idle time exceeded')),
    )
    running.set(id, run)
    tellClients(session, 'created', archive)
    Promise.all([book.add(archive), recorder.ready]).catch(failed(archive))
  }

  return {
    begin,
    end,
    find: (id) => running.get(id) ?? null,
    of: (session) => [...running.values()].filter((run) => run.session === session),
    close: async () => {
      closing.abort()
      await Promise.all([...running.values()].map(({ recorder }) => recorder.stop()))
      await Promise.all(composing)
    },
  }
}
