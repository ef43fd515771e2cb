import 'server-only'
import { createHash, createHmac, randomBytes } from 'node:crypto'
import type { Actor } from '#lib/access/actor.ts'
import type { Database, Tx } from '#lib/system/database.ts'
import { env } from '#lib/system/env.ts'
import { newId } from '#lib/system/ids.ts'
import type { Discovered } from './discover-provider.ts'
import type { ProviderSettings } from './provider-settings.ts'

const PURPOSE = 'provider.link'
const MINUTES = 10

/**
 * Begins to link: answers where the browser goes. The state is known by its digest to one row, which names the one device
 * that may come back with it, once and soon; verifier and nonce follow from it and our secret, and are kept nowhere.
 */
export async function beginLinking(
  tx: Tx,
  { accountId, deviceId }: Actor,
  { clientId, scopes, redirectUri }: ProviderSettings,
  { authorizationUrl }: Discovered,
): Promise<string> {
  const state = randomBytes(32).toString('base64url')
  await tx.challenge.deleteMany({ where: { purpose: PURPOSE, deviceId } })
  await tx.$executeRaw`
    INSERT INTO "Challenge" ("id", "purpose", "value", "accountId", "deviceId", "expiresAt")
    VALUES (${newId()}::uuid, ${PURPOSE}, ${digest(state)}, ${accountId}::uuid, ${deviceId}::uuid,
      now() + make_interval(mins => ${MINUTES}::int))`
  const { nonce, verifier } = secretsOf(state)
  const url = new URL(authorizationUrl)
  const asked = {
    client_id: clientId,
    scope: scopes,
    response_type: 'code',
    redirect_uri: redirectUri,
    state,
    nonce,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    prompt: 'login', // whoever links shows there too who they are, and not that the browser was left signed in
  }
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value)
  return url.href
}

export type Linking = { accountId: string; deviceId: string }

/** The linking that was begun with this state, used up by asking; null when there is none: then it is a sign-in. */
export async function takeLinking(db: Database, state: string): Promise<Linking | null> {
  const [linking] = await db.$queryRaw<Linking[]>`
    DELETE FROM "Challenge" WHERE "purpose" = ${PURPOSE} AND "value" = ${digest(state)} AND "expiresAt" > now()
    RETURNING "accountId", "deviceId"`
  return linking ?? null
}

/** What the flow of this state was begun with. */
export function secretsOf(state: string): { state: string; nonce: string; verifier: string } {
  const derive = (what: string) =>
    createHmac('sha256', env().GAVEL_SECRET).update(`${PURPOSE} ${what} ${state}`).digest('base64url')
  return { state, nonce: derive('nonce'), verifier: derive('verifier') }
}

function digest(state: string): Buffer {
  return createHash('sha256').update(state).digest()
}
