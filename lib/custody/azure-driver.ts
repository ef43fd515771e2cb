import 'server-only'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { askStorage, boundedBody, dropBody, failureOf } from './ask-storage.ts'
import { type AzureContainer, type AzureRequest, askAzure } from './azure-request.ts'
import { blocksOf, writeToAzure } from './azure-upload.ts'
import { STORAGE_WAY, type StorageWay, sizeOf } from './s3-asker.ts'
import type { ByteRange, StorageDriver, StorageFailure, StoredObject } from './storage-driver.ts'

export type AzureSettings = AzureContainer & { prefix: string }
/** Asks the container; null when no answer came in time. */
export type AzureAsker = (
  request: AzureRequest,
  how?: { ms?: number; signal?: AbortSignal },
) => Promise<Response | null>

/** Recordings in a container of Azure Blob storage. */
export function createAzureDriver(settings: AzureSettings, way: StorageWay = STORAGE_WAY): StorageDriver {
  const { limits } = way
  const ask = azureAsker(settings, way)
  const at = (name: string) => settings.prefix + name
  return {
    stat: (name) => statAzure(ask, at(name)),
    read: (name, range, signal) => readAzure(ask, at(name), { range, signal, stallMs: limits.stallMs }),
    write: (name, file) => writeToAzure({ ask, path: at(name), partMs: limits.partMs }, file),
    remove: (name, writtenBy) => removeFromAzure(ask, at(name), writtenBy),
  }
}

export function azureAsker(settings: AzureContainer, { ask, limits }: StorageWay): AzureAsker {
  return (request, { ms = limits.answerMs, signal } = {}) =>
    askStorage((sending) => askAzure(settings, request, { ask, ...sending }), { ms, signal })
}

export async function statAzure(
  ask: AzureAsker,
  path: string,
): Promise<Result<StoredObject, StorageFailure>> {
  const answer = await ask({ method: 'HEAD', path })
  if (answer?.status !== 200) return fail(await failureOf(answer))
  await dropBody(answer)
  const size = sizeOf(answer)
  if (size === null) return fail('unavailable')
  return ok({ size, encryption: encryptionOf(answer.headers), etag: answer.headers.get('etag') })
}

/** It says that it encrypts, and with whose key; the cipher is AES-256, always. */
export function encryptionOf(headers: Headers): string | null {
  if (headers.get('x-ms-server-encrypted') !== 'true') return null
  const scope = headers.get('x-ms-encryption-scope')
  return scope ? `AES256, scope ${scope}` : 'AES256'
}

async function readAzure(
  ask: AzureAsker,
  path: string,
  { range, signal, stallMs }: { range: ByteRange | null; signal: AbortSignal; stallMs: number },
): Promise<Result<ReadableStream<Uint8Array>, StorageFailure>> {
  const headers: Record<string, string> = range ? { 'x-ms-range': `bytes=${range.from}-${range.to}` } : {}
  const answer = await ask({ method: 'GET', path, headers }, { signal })
  if (answer?.status !== (range ? 206 : 200) || !answer.body) return fail(await failureOf(answer))
  return ok(boundedBody(answer.body, stallMs))
}

/**
 * Blocks of an upload that was never finished cannot be deleted: an empty blob is written in their place, and that is deleted.
 * What a container keeps of deleted blobs by its own settings (versions, soft delete) it keeps for as long as those say.
 */
async function removeFromAzure(
  ask: AzureAsker,
  path: string,
  writtenBy: 'gavel' | 'platform' = 'gavel',
): Promise<Result<'removed' | 'not-there', StorageFailure>> {
  if (writtenBy === 'platform') {
    const there = await statAzure(ask, path)
    if (!there.ok && there.failure === 'not-found') return ok('not-there')
  }
  const begun = await blocksOf(ask, path)
  if (!begun.ok) return begun
  if (begun.value.length > 0) {
    const emptied = await ask({ method: 'PUT', path, headers: { 'x-ms-blob-type': 'BlockBlob' } })
    if (emptied?.status !== 201) return fail(await failureOf(emptied))
    await dropBody(emptied)
  }
  const headers = { 'x-ms-delete-snapshots': 'include' }
  const answer = await ask({ method: 'DELETE', path, headers })
  if (answer?.status !== 202 && answer?.status !== 404) return fail(await failureOf(answer))
  await dropBody(answer)
  return ok(answer.status === 202 ? 'removed' : 'not-there')
}
