import 'server-only'
import { cookies, headers } from 'next/headers'
import type { AuditAuthor } from '#lib/audit/record-audit.ts'
import type { Database } from '#lib/system/database.ts'
import { env } from '#lib/system/env.ts'
import { newId } from '#lib/system/ids.ts'
import type { Actor } from './actor.ts'
import { clientAddress } from './client-address.ts'
import { cookieNames } from './cookie-names.ts'
import { loadActor } from './load-actor.ts'
import { readSessionToken } from './session-token.ts'

/** What the doors need to know of a request. */
export type DoorRequest = {
  readonly headers: Headers
  readonly sessionToken: string | undefined
  readonly address: string | null
  /** Stands in the log, on the record and in the answer. */
  readonly requestId: string
}

/** The request that is being answered now. Its id is ours, never one that came in. */
export async function doorRequest(): Promise<DoorRequest> {
  const [incoming, jar] = await Promise.all([headers(), cookies()])
  return {
    headers: incoming,
    sessionToken: jar.get(cookieNames(env().GAVEL_URL).session)?.value,
    address: clientAddress(incoming, env().GAVEL_TRUSTED_PROXY),
    requestId: newId(),
  }
}

/** Who makes this request: by the cookie, and by nothing else that a request may carry. */
export async function actorOf(db: Database, request: DoorRequest): Promise<Actor | null> {
  const deviceId = await readSessionToken(request.sessionToken)
  return deviceId === null ? null : loadActor(db, deviceId)
}

/** Whose doing something is, for the record. */
export function authorOf(actor: Actor | null, { address, requestId }: DoorRequest): AuditAuthor {
  return { actorId: actor?.accountId ?? null, deviceId: actor?.deviceId ?? null, address, requestId }
}
