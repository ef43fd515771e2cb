/** What follows the stop of a recording: its file is made and delivered, or it has failed. */
import type { Log } from '../platform/platform.ts'
import type { Archive } from './archive.ts'
import type { ArchiveBook } from './archive-book.ts'
import type { ArchiveFiles } from './archive-files.ts'
import type { Composer } from './compose.ts'
import type { DeliverArchive } from './deliver-archive.ts'
import { makeFile } from './make-file.ts'
import type { SessionRecorder } from './record-session.ts'

export type FinishingOptions = {
  book: ArchiveBook
  files: ArchiveFiles
  composer: Composer
  deliver: DeliverArchive
  log: Log
}

export type Finishing = {
  /** Once `stopped` is told. */
  finish: (archive: Archive, recorder: SessionRecorder, stopped: Promise<void>) => void
  fail: (archive: Archive, error: unknown) => Promise<void>
  close: () => Promise<void>
}

export const createFinishing = ({ book, files, composer, deliver, log }: FinishingOptions): Finishing => {
  const works = new Set<Promise<void>>()
  const closing = new AbortController()

  const fail = async (archive: Archive, error: unknown): Promise<void> => {
    // What the sandbox's end broke off is found and told at its next start.
    if (closing.signal.aborted) return
    log(`archives: ${archive.id} failed: ${error instanceof Error ? error.message : String(error)}`)
    await files.removeRemains(archive)
    await book.change(archive, { status: 'failed', reason: 'failure' })
  }

  const make = async (archive: Archive, recorder: SessionRecorder): Promise<void> => {
    const { signal } = closing
    const streams = await recorder.stop()
    const remark = await makeFile({ archive, streams, files, composer, signal })
    log(`archives: ${archive.id} is made${remark === null ? '' : `; ${remark}`}`)
    await deliver(archive, await files.measure(archive), signal)
  }

  return {
    fail,
    finish: (archive, recorder, stopped) => {
      const work = stopped.then(() => make(archive, recorder)).catch((error: unknown) => fail(archive, error))
      works.add(work)
      void work.finally(() => works.delete(work))
    },
    close: async () => {
      closing.abort()
      await Promise.all(works)
    },
  }
}
