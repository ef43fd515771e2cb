import 'server-only'
import { createHash } from 'node:crypto'
import { type Outgoing, outgoing } from '#lib/platform/outgoing.ts'
import { askS3, type S3Request } from '#lib/platform/s3-request.ts'
import { xmlValues } from '#lib/platform/xml-values.ts'
import { type Env, env } from '#lib/system/env.ts'
import { readBody } from '#lib/system/read-body.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'

/** S3-compatible storage: what this installation may write to, and never rewrites. */
export type OutsideStorage = {
  /** `there`: something has this name already, and was left as it is. */
  add(name: string, text: string): Promise<Result<'added' | 'there', StorageFailure>>
  read(name: string): Promise<Result<string, StorageFailure>>
  /** All names that begin so, in order. */
  list(beginning: string): Promise<Result<string[], StorageFailure>>
}

/** The status it answered with, or that no answer came that could be read. Its own words are not kept. */
export type StorageFailure = `answered ${number}` | 'no answer'

export type StorageSettings = {
  endpoint: string
  region: string
  bucket: string
  prefix: string
  keyId: string
  secret: string
}

const TIMEOUT_MS = 10_000
/** A page of a list is a thousand names. */
const MAX_BYTES = 4 * 1024 * 1024

/** The storage of the settings; null when there is none. */
export function outsideStorage(): OutsideStorage | null {
  const settings = storageSettings(env())
  return settings && createOutsideStorage(settings)
}

function storageSettings(given: Env): StorageSettings | null {
  const {
    GAVEL_CHECKPOINTS_S3_ENDPOINT: endpoint,
    GAVEL_CHECKPOINTS_S3_REGION: region,
    GAVEL_CHECKPOINTS_S3_BUCKET: bucket,
    GAVEL_CHECKPOINTS_S3_KEY_ID: keyId,
    GAVEL_CHECKPOINTS_S3_SECRET: secret,
    GAVEL_CHECKPOINTS_S3_PREFIX: prefix,
  } = given
  const whole = endpoint && region && bucket && keyId && secret
  return whole ? { endpoint, region, bucket, keyId, secret, prefix } : null
}

export function createOutsideStorage(settings: StorageSettings, ask: Outgoing = outgoing): OutsideStorage {
  const { prefix } = settings
  const send = (request: S3Request) => sendSigned(settings, ask, request)
  return {
    async add(name, text) {
      const { status } = await send(writing(prefix + name, text))
      if (status === 200) return ok('added')
      return status === 412 ? ok('there') : fail(failureOf(status))
    },
    async read(name) {
      const { status, text } = await send({ method: 'GET', path: prefix + name })
      return status === 200 && text !== null ? ok(text) : fail(failureOf(status))
    },
    async list(beginning) {
      const names: string[] = []
      for (let token: string | undefined = ''; token !== undefined; ) {
        const page: Record<string, string> = token === '' ? {} : { 'continuation-token': token }
        const query = { 'list-type': '2', prefix: prefix + beginning, ...page }
        const { status, text } = await send({ method: 'GET', query })
        if (status !== 200 || text === null) return fail(failureOf(status))
        names.push(...xmlValues(text, 'Key').map((key) => key.slice(prefix.length)))
        token = xmlValues(text, 'NextContinuationToken')[0]
      }
      return ok(names)
    },
  }
}

/** Signed, and then sent by the one way out; status 0 when nothing came that could be read. */
async function sendSigned(
  settings: StorageSettings,
  ask: Outgoing,
  request: S3Request,
): Promise<{ status: number; text: string | null }> {
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS)
    const answer = await askS3(settings, request, { ask, signal, fresh: true })
    return { status: answer.status, text: await readBody(answer, MAX_BYTES) }
  } catch {
    return { status: 0, text: null } // what broke may name the address: that it did is enough
  }
}

/** Where there is nothing yet. A bucket with object lock takes nothing without a checksum. */
function writing(path: string, body: string): S3Request {
  const headers = {
    'content-type': 'application/json',
    'if-none-match': '*',
    'x-amz-checksum-sha256': createHash('sha256').update(body).digest('base64'),
  }
  return { method: 'PUT', path, headers, body }
}

function failureOf(status: number): StorageFailure {
  return status === 0 ? 'no answer' : `answered ${status}`
}
