import 'server-only'
import type { S3Bucket } from '#lib/platform/s3-request.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { boundedBody, failureOf } from './ask-storage.ts'
import { type S3Asker, STORAGE_WAY, type StorageWay, s3Asker, statS3 } from './s3-asker.ts'
import { removeFromS3 } from './s3-remove.ts'
import { writeToS3 } from './s3-upload.ts'
import type { ByteRange, StorageDriver, StorageFailure } from './storage-driver.ts'

/** All names begin with `prefix`. */
export type S3Settings = S3Bucket & { prefix: string }

/** Recordings in a bucket of S3-compatible storage. */
export function createS3Driver(settings: S3Settings, way: StorageWay = STORAGE_WAY): StorageDriver {
  const { limits } = way
  const ask = s3Asker(settings, way)
  const at = (name: string) => settings.prefix + name
  return {
    stat: (name) => statS3(ask, at(name)),
    read: (name, range, signal) => readS3(ask, at(name), { range, signal, stallMs: limits.stallMs }),
    write: (name, file) => writeToS3({ ask, path: at(name), partMs: limits.partMs }, file),
    remove: (name, writtenBy) => removeFromS3(ask, at(name), writtenBy),
  }
}

/** A storage that does not heed a range would send what nobody asked for: it does not count as an answer. */
async function readS3(
  ask: S3Asker,
  path: string,
  { range, signal, stallMs }: { range: ByteRange | null; signal: AbortSignal; stallMs: number },
): Promise<Result<ReadableStream<Uint8Array>, StorageFailure>> {
  const headers: Record<string, string> = range ? { range: `bytes=${range.from}-${range.to}` } : {}
  const answer = await ask({ method: 'GET', path, headers }, { signal })
  if (answer?.status !== (range ? 206 : 200) || !answer.body) return fail(await failureOf(answer))
  return ok(boundedBody(answer.body, stallMs))
}
