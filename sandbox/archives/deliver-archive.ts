/**
 * Where a finished recording goes: into the project's own storage if it has one, otherwise it stays here for 72 hours. When the
 * upload fails, the project has said beforehand whether it may stay here then or is lost.
 */
import type { Clock } from '../callbacks/callback-queue.ts'
import type { Log } from '../platform/platform.ts'
import { refuse } from '../result.ts'
import { type Archive, archiveFileName } from './archive.ts'
import type { ArchiveBook } from './archive-book.ts'
import type { ArchiveFiles } from './archive-files.ts'
import type { StorageBook } from './storage/storage-book.ts'
import { uploadFile } from './storage/upload-file.ts'

export type Measured = { size: number; sha256sum: string }
export type DeliverArchive = (archive: Archive, measured: Measured, signal: AbortSignal) => Promise<void>

export type DeliveryOptions = {
  book: ArchiveBook
  files: ArchiveFiles
  storage: StorageBook
  /** Whether the upload of this archive is to fail, because somebody asked for that. */
  uploadFails: (archiveId: string) => boolean
  clock: Clock
  log: Log
}

/** Under which name it lies in the storage of a project. */
const keyOf = (archive: Archive): string => `${archive.apiKey}/${archive.id}/${archiveFileName(archive)}`

export const createDelivery = (options: DeliveryOptions): DeliverArchive => {
  const { book, files, storage, uploadFails, clock, log } = options
  return async (archive, measured, signal) => {
    const settings = storage.of(archive.apiKey)
    if (settings === null) return book.change(archive, { status: 'available', ...measured })
    const uploaded = uploadFails(archive.id)
      ? refuse('was made to fail')
      : await uploadFile(settings, {
          key: keyOf(archive),
          file: files.file(archive),
          sha256sum: measured.sha256sum,
          contentType: archive.outputMode === 'composed' ? 'video/webm' : 'application/zip',
          now: clock.now(),
          signal,
        })
    if (!uploaded.ok) {
      if (settings.fallback === 'none')
        throw new Error(`the upload ${uploaded.error}, and it may not stay here`)
      log(`archives: ${archive.id} stays here: the upload ${uploaded.error}`)
      return book.change(archive, { status: 'available', ...measured })
    }
    await files.removeFile(archive)
    return book.change(archive, { status: 'uploaded', ...measured })
  }
}
