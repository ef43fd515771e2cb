/** The archives at work: started <-> paused -> stopped -> a file, which is then delivered. Clients are told while it runs. */
import type { Clock } from '../callbacks/callback-queue.ts'
import type { MediaKind } from '../media/media-server.ts'
import type { Log, Platform } from '../platform/platform.ts'
import type { Session } from '../platform/session.ts'
import { announce } from '../signalling/announce.ts'
import { type Archive, streamLimits } from './archive.ts'
import type { ArchiveBook } from './archive-book.ts'
import type { ArchiveFiles } from './archive-files.ts'
import { type ArchiveLife, type EndReason, watchArchiveLife } from './archive-life.ts'
import type { Composer } from './compose.ts'
import type { DeliverArchive } from './deliver-archive.ts'
import { makeFile } from './make-file.ts'
import { recordSession, type SessionRecorder } from './record-session.ts'

export type RunningArchive = {
  archive: Archive
  session: Session
  recorder: SessionRecorder
  life: ArchiveLife
}

export type RunningArchivesOptions = {
  platform: Platform
  book: ArchiveBook
  files: ArchiveFiles
  clock: Clock
  composer: Composer
  deliver: DeliverArchive
  log: Log
  /** It reached its length or age, while the session goes on. */
  onFull: (run: RunningArchive) => void
}

export type RunningArchives = {
  begin: (session: Session, archive: Archive) => void
  end: (run: RunningArchive, reason: EndReason) => void
  find: (id: string) => RunningArchive | null
  of: (session: Session) => RunningArchive[]
  close: () => Promise<void>
}

const tellClients = (session: Session, method: 'created' | 'updated', archive: Archive): void => {
  const { id, name, status } = archive
  announce(session, { method, tail: `/archive/${id}`, content: { id, name, status } })
}

const words = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** What is wanted of a stream: by default all of it, in stream mode manual what was asked for. */
const wants = (archive: Archive, streamId: string): MediaKind[] => {
  const chosen =
    archive.streamMode === 'auto' ? archive : archive.streams.find((stream) => stream.streamId === streamId)
  return [
    ...(archive.hasAudio && chosen?.hasAudio ? (['audio'] as const) : []),
    ...(archive.hasVideo && chosen?.hasVideo ? (['video'] as const) : []),
  ]
}

export const createRunningArchives = (options: RunningArchivesOptions): RunningArchives => {
  const { platform, book, files, clock, composer, deliver, log, onFull } = options
  const running = new Map<string, RunningArchive>()
  const finishing = new Set<Promise<void>>()
  const closing = new AbortController()

  const fail = async (archive: Archive, error: unknown): Promise<void> => {
    if (closing.signal.aborted) return
    log(`archives: ${archive.id} failed: ${words(error)}`)
    await book.change(archive, { status: 'failed', reason: 'failure' })
  }

  const finish = async ({ archive, recorder }: RunningArchive): Promise<void> => {
    const { signal } = closing
    const streams = await recorder.stop()
    const remark = await makeFile({ archive, streams, files, composer, signal })
    log(`archives: ${archive.id} is made${remark === null ? '' : `; ${remark}`}`)
    await deliver(archive, await files.measure(archive), signal)
  }

  const end = (run: RunningArchive, reason: EndReason): void => {
    const { archive, session, life } = run
    if (!running.delete(archive.id)) return
    life.close()
    const duration = Math.max(1, Math.round(life.recordedMs() / 1000))
    const stopped = book.change(archive, { status: 'stopped', reason, duration })
    tellClients(session, 'updated', archive)
    const work = stopped.then(() => finish(run)).catch((error: unknown) => fail(archive, error))
    finishing.add(work)
    void work.finally(() => finishing.delete(work))
    if (reason === 'maximum duration exceeded') onFull(run)
  }

  /** Recording could not even begin. */
  const abandon = async (run: RunningArchive, error: unknown): Promise<void> => {
    running.delete(run.archive.id)
    run.life.close()
    await fail(run.archive, error)
  }

  const setStatus = (session: Session, archive: Archive, status: 'started' | 'paused'): void => {
    if (archive.status === status) return
    void book.change(archive, { status }).catch((error: unknown) => log(`archives: ${words(error)}`))
    tellClients(session, 'updated', archive)
  }

  const open = (session: Session, archive: Archive): RunningArchive => {
    const recorder = recordSession({
      session,
      platform,
      wants: (streamId) => wants(archive, streamId),
      limits: streamLimits(archive),
      prepare: files.prepare(archive.id),
    })
    const life = watchArchiveLife({
      clock,
      session,
      resumed: () => {
        recorder.time.start()
        setStatus(session, archive, 'started')
      },
      paused: () => {
        recorder.time.stop()
        setStatus(session, archive, 'paused')
      },
      ended: (reason) => end(run, reason),
    })
    const run: RunningArchive = { archive, session, recorder, life }
    return run
  }

  return {
    begin: (session, archive) => {
      const run = open(session, archive)
      running.set(archive.id, run)
      tellClients(session, 'created', archive)
      Promise.all([book.add(archive), run.recorder.ready]).catch((error: unknown) => abandon(run, error))
    },
    end,
    find: (id) => running.get(id) ?? null,
    of: (session) => [...running.values()].filter((run) => run.session === session),
    close: async () => {
      closing.abort()
      await Promise.all(
        [...running.values()].map(({ recorder, life }) => {
          life.close()
          return recorder.stop()
        }),
      )
      await Promise.all(finishing)
    },
  }
}
