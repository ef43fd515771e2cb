import { openAsBlob } from 'node:fs'
import { ok, type Result, refuse } from '../../result.ts'
import { azureRequest } from './azure-request.ts'
import { s3Request } from './s3-request.ts'
import type { StorageSettings } from './storage-settings.ts'

export type Upload = {
  key: string
  file: string
  sha256sum: string
  contentType: string
  now: Date
  signal: AbortSignal
}

/** A signed request that puts a file into a storage; its body is added last. */
export type UploadRequest = { url: string; headers: Record<string, string> }

const WITHIN_MS = 10 * 60_000

const requestFor = (
  settings: StorageSettings,
  upload: Upload,
  size: number,
): Promise<UploadRequest> | UploadRequest => {
  switch (settings.type) {
    case 's3':
      return s3Request(settings.config, upload)
    case 'azure':
      return azureRequest(settings.config, { ...upload, size })
  }
}

/** Puts a file into a project's storage, read as it is sent. An answer's own words may name keys: only its status is told. */
export const uploadFile = async (settings: StorageSettings, upload: Upload): Promise<Result<true>> => {
  const body = await openAsBlob(upload.file)
  const { url, headers } = await requestFor(settings, upload, body.size)
  try {
    const signal = AbortSignal.any([upload.signal, AbortSignal.timeout(WITHIN_MS)])
    const answer = await fetch(url, { method: 'PUT', headers, body, redirect: 'manual', signal })
    await answer.body?.cancel()
    return answer.ok ? ok(true) : refuse(`was answered with ${answer.status}`)
  } catch {
    // What broke names the address, which may hold more than is to be told.
    return refuse('got no answer')
  }
}
