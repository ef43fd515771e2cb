import 'server-only'
import { createHash, timingSafeEqual } from 'node:crypto'
import { callbackSecrets } from '#lib/platform/callback-secrets.ts'
import { type Database, database } from '#lib/system/database.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { type CallbackProject, callbackProject } from './callback-project.ts'
import { type Callback, parseCallback } from './callback-schema.ts'
import { type Ingest, ingest } from './ingest.ts'
import { type BodyFailure, readBody } from './read-body.ts'
import { type SignatureFailure, verifyCallback } from './verify-callback.ts'

export type CallbackFailure =
  | BodyFailure
  | SignatureFailure
  | 'unknown-project'
  | 'replayed'
  | 'not-json'
  | 'too-deep'
  | 'not-a-callback'
  | 'refused'
  | 'unavailable'

export type Accepted = { answer: 'stored' | 'duplicate'; kind: string; known: boolean }

type Means = { db?: Database; now?: () => Date; store?: Ingest }

/**
 * One callback from the wire to the table: limits, then whose it is and whether it is genuine, then what it says, then
 * stored. Only after the commit is it accepted; whatever else happens the platform sends it again.
 */
export async function receiveCallback(
  request: Request,
  address: { project: string; secret?: string },
  { db = database(), now = () => new Date(), store = ingest }: Means = {},
): Promise<Result<Accepted, CallbackFailure>> {
  const body = await readBody(request)
  if (!body.ok) return body
  const project = await callbackProject(db, address.project)
  if (!project) return fail('unknown-project')
  const genuine = await isGenuine(request, body.value, { ...address, ...project }, db, now())
  if (!genuine.ok) return genuine
  const callback = parseCallback(utf8(body.value), address.project, now())
  if (!callback.ok) return callback
  if (genuine.value.late && (await isStored(db, project.id, callback.value))) return fail('replayed')
  const { verified } = genuine.value
  const answer = await store({ projectId: project.id, verified, callback: callback.value })
  if (answer === 'refused' || answer === 'unavailable') return fail(answer)
  return ok({ answer, kind: callback.value.kind, known: callback.value.known })
}

type Genuine = { late: boolean; verified: boolean }
type Addressed = CallbackProject & { project: string; secret?: string }

/** A project either signs, or proves itself by a secret in the address: neither stands in for the other. */
async function isGenuine(
  request: Request,
  body: Uint8Array,
  to: Addressed,
  db: Database,
  now: Date,
): Promise<Result<Genuine, SignatureFailure | 'unknown-project'>> {
  if (!to.signedCallbacks) {
    const given = createHash('sha256')
      .update(to.secret ?? '')
      .digest()
    const right = to.pathSecretHash !== null && to.secret !== undefined && isEqual(given, to.pathSecretHash)
    return right ? ok({ late: false, verified: false }) : fail('unknown-project')
  }
  if (to.secret !== undefined) return fail('unknown-project')
  const secrets = await callbackSecrets(to.id, db)
  const signature = verifyCallback(request.headers.get('authorization'), body, to.project, secrets, now)
  return signature.ok ? ok({ ...signature.value, verified: true }) : signature
}

async function isStored(db: Database, projectId: string, { digest }: Callback): Promise<boolean> {
  const key = { projectId, digest: Buffer.from(digest, 'hex') }
  return (await db.platformEvent.count({ where: key })) > 0
}

const isEqual = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && timingSafeEqual(one, other)

/** Keeps a byte order mark, which is not JSON; bytes that are no UTF-8 become replacement characters. */
const utf8 = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
