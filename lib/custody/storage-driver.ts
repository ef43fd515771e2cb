import type { Result } from '#lib/system/result.ts'

/**
 * Why a storage did not do as asked: there is no such name; it does not let us; it did not answer, or not sensibly; it has no
 * room; what it holds is not what was put there. Its own words are not kept.
 */
export type StorageFailure = 'not-found' | 'refused' | 'unavailable' | 'full' | 'changed'

/** Bytes `from` to `to`, both of them included. */
export type ByteRange = { from: number; to: number }

export type StoredObject = {
  /** Bytes. */
  size: number
  /** As the storage reports it: AES256, aws:kms; null when it says nothing of it. */
  encryption: string | null
  etag: string | null
}

/** Every part but the last of a file has so many bytes: an interrupted upload goes on at a multiple of it. */
export const PART_BYTES = 8 * 1024 * 1024

/**
 * A file that is being written, part by part and in order. What `append` has answered for is safe: a server that dies goes on
 * there. Nobody reads the file under its name before `finish`.
 */
export type StorageWriter = {
  /** By which a later `write` goes on with it; null where the name is enough. */
  readonly uploadId: string | null
  /** Bytes that are safe already. */
  readonly have: number
  append(part: Uint8Array): Promise<Result<null, StorageFailure>>
  /** Twice is as once. */
  finish(): Promise<Result<null, StorageFailure>>
}

/** One place for files: a disk, a bucket, a container. Names are of our own making, out of ids (see `file-name.ts`). */
export type StorageDriver = {
  stat(name: string): Promise<Result<StoredObject, StorageFailure>>
  read(
    name: string,
    range: ByteRange | null,
    signal: AbortSignal,
  ): Promise<Result<ReadableStream<Uint8Array>, StorageFailure>>
  /** Begins a file, or goes on with `uploadId` behind the first `have` bytes of it, or behind as many of those as are there. */
  write(
    name: string,
    file: { contentType: string; uploadId: string | null; have: number },
  ): Promise<Result<StorageWriter, StorageFailure>>
  /**
   * What is not there counts as removed. Of what the platform put there nothing is looked for beside the file: Gavel began no
   * upload of it, and a key that only reads can then see that somebody else has deleted it.
   */
  remove(
    name: string,
    writtenBy?: 'gavel' | 'platform',
  ): Promise<Result<'removed' | 'not-there', StorageFailure>>
}
