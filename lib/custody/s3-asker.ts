import 'server-only'
import { type Outgoing, outgoing } from '#lib/platform/outgoing.ts'
import { askS3, type S3Bucket, type S3Request } from '#lib/platform/s3-request.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { askStorage, dropBody, failureOf, STORAGE_LIMITS, type StorageLimits } from './ask-storage.ts'
import type { StorageFailure, StoredObject } from './storage-driver.ts'

export type StorageWay = { ask: Outgoing; limits: StorageLimits }
export const STORAGE_WAY: StorageWay = { ask: outgoing, limits: STORAGE_LIMITS }

/** Asks the bucket; null when no answer came in time. */
export type S3Asker = (
  request: S3Request,
  how?: { ms?: number; signal?: AbortSignal; once?: boolean },
) => Promise<Response | null>

export function s3Asker(settings: S3Bucket, { ask, limits }: StorageWay): S3Asker {
  return (request, { ms = limits.answerMs, signal, once } = {}) =>
    askStorage((sending) => askS3(settings, request, { ask, ...sending }), {
      ms,
      signal,
      ...(once ? { once } : {}),
    })
}

export async function statS3(ask: S3Asker, path: string): Promise<Result<StoredObject, StorageFailure>> {
  const answer = await ask({ method: 'HEAD', path })
  if (answer?.status !== 200) return fail(await failureOf(answer))
  await dropBody(answer)
  const size = sizeOf(answer)
  if (size === null) return fail('unavailable')
  return ok({
    size,
    encryption: answer.headers.get('x-amz-server-side-encryption'),
    etag: answer.headers.get('etag'),
  })
}

export function sizeOf(answer: Response): number | null {
  const size = Number(answer.headers.get('content-length') ?? Number.NaN)
  return Number.isSafeInteger(size) && size >= 0 ? size : null
}
