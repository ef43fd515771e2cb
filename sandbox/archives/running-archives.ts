/** The archives at work: started <-> paused -> stopped. Clients are told while it runs. */
import type { Clock } from '../callbacks/callback-queue.ts'
import type { MediaKind } from '../media/media-server.ts'
import type { Log, Platform } from '../platform/platform.ts'
import type { Session } from '../platform/session.ts'
import { announce } from '../signalling/announce.ts'
import { type Archive, streamLimits } from './archive.ts'
import type { ArchiveBook } from './archive-book.ts'
import type { ArchiveFiles } from './archive-files.ts'
import { type ArchiveLife, type EndReason, watchArchiveLife } from './archive-life.ts'
import type { Finishing } from './finish-archives.ts'
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
  finishing: Finishing
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

/** What is wanted of a stream: by default all of it, in stream mode manual what was asked for. */
const wants = (archive: Archive, streamId: string): MediaKind[] => {
  const chosen =
    archive.streamMode === 'auto' ? archive : archive.streams.find((stream) => stream.streamId === streamId)
  return [
    ...(archive.hasAudio && chosen?.hasAudio ? (['audio'] as const) : []),
    ...(archive.hasVideo && chosen?.hasVideo ? (['video'] as const) : []),
  ]
}

const setStatus = (
  { book, log }: RunningArchivesOptions,
  { session, archive }: Pick<RunningArchive, 'session' | 'archive'>,
  status: 'started' | 'paused',
): void => {
  if (archive.status === status) return
  book.change(archive, { status }).catch((error: unknown) => log(`archives: not kept: ${String(error)}`))
  tellClients(session, 'updated', archive)
}

const openRun = (
  options: RunningArchivesOptions,
  { session, archive }: Pick<RunningArchive, 'session' | 'archive'>,
  end: RunningArchives['end'],
): RunningArchive => {
  const { platform, files, clock } = options
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
      setStatus(options, { session, archive }, 'started')
    },
    paused: () => {
      recorder.time.stop()
      setStatus(options, { session, archive }, 'paused')
    },
    ended: (reason) => end(run, reason),
  })
  const run: RunningArchive = { archive, session, recorder, life }
  return run
}

export const createRunningArchives = (options: RunningArchivesOptions): RunningArchives => {
  const { book, finishing, onFull } = options
  const running = new Map<string, RunningArchive>()

  const end: RunningArchives['end'] = (run, reason) => {
    const { archive, session, life, recorder } = run
    if (!running.delete(archive.id)) return
    life.close()
    const duration = Math.max(1, Math.round(life.recordedMs() / 1000))
    const stopped = book.change(archive, { status: 'stopped', reason, duration })
    tellClients(session, 'updated', archive)
    finishing.finish(archive, recorder, stopped)
    if (reason === 'maximum duration exceeded') onFull(run)
  }

  /** Recording could not even begin. */
  const abandon = async ({ archive, life }: RunningArchive, error: unknown): Promise<void> => {
    running.delete(archive.id)
    life.close()
    await finishing.fail(archive, error)
  }

  return {
    begin: (session, archive) => {
      const run = openRun(options, { session, archive }, end)
      running.set(archive.id, run)
      tellClients(session, 'created', archive)
      Promise.all([book.add(archive), run.recorder.ready]).catch((error: unknown) => abandon(run, error))
    },
    end,
    find: (id) => running.get(id) ?? null,
    of: (session) => [...running.values()].filter((run) => run.session === session),
    close: async () => {
      for (const { life } of running.values()) life.close()
      await Promise.all([...running.values()].map(({ recorder }) => recorder.stop()))
    },
  }
}
