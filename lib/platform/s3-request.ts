import 'server-only'
import { createHash } from 'node:crypto'
import { AwsV4Signer } from 'aws4fetch'
import type { Outgoing } from './outgoing.ts'

/** A bucket of S3-compatible storage, and who asks there. */
export type S3Bucket = { endpoint: string; region: string; bucket: string; keyId: string; secret: string }

export type S3Request = {
  method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE'
  /** Without it the bucket itself is asked. */
  path?: string
  query?: Record<string, string>
  headers?: Record<string, string>
  body?: string | Uint8Array
  /** As nobody: without a signature. */
  unsigned?: true
}

/** Signs a request, its body and all its headers, and sends it by the one way out. Rejects when no answer comes. */
export async function askS3(
  settings: S3Bucket,
  request: S3Request,
  way: { ask: Outgoing; signal: AbortSignal; fresh: boolean },
): Promise<Response> {
  const { ask, signal, fresh } = way
  const { method, body = '' } = request
  const url = addressOf(settings, request)
  const headers = request.unsigned ? (request.headers ?? {}) : await signedHeaders(settings, request, url)
  return ask(url, { method, headers, body: body.length > 0 ? body : null, fresh, signal })
}

/** By path and not by host name: so it is understood by every such storage. */
function addressOf({ endpoint, bucket }: S3Bucket, { path, query = {} }: S3Request): URL {
  const url = new URL(path === undefined ? `/${bucket}` : `/${bucket}/${path}`, endpoint)
  url.search = new URLSearchParams(query).toString()
  return url
}

async function signedHeaders(
  { region, keyId, secret }: S3Bucket,
  { method, headers = {}, body = '' }: S3Request,
  url: URL,
): Promise<Record<string, string>> {
  const signed = await new AwsV4Signer({
    method,
    url: url.href,
    headers: { ...headers, 'x-amz-content-sha256': createHash('sha256').update(body).digest('hex') },
    accessKeyId: keyId,
    secretAccessKey: secret,
    service: 's3',
    region,
    allHeaders: true, // also the one that forbids to overwrite
  }).sign()
  return Object.fromEntries(signed.headers)
}
