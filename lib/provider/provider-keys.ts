import 'server-only'
import { createLocalJWKSet, errors, type JWTVerifyGetKey } from 'jose'
import { z } from 'zod'
import type { Outgoing } from '#lib/platform/outgoing.ts'
import { onceInProcess } from '#lib/system/global.ts'
import { askProvider } from './ask-provider.ts'

/** How long keys are good, and how soon they may be asked for again when a token names one that is not among them. */
const KEPT_MS = 10 * 60_000
const SOONEST_MS = 10_000

const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).max(100) })

type Kept = { at: number; url: string; keys: JWTVerifyGetKey | null }

const kept = onceInProcess('provider-keys', (): Kept => ({ at: 0, url: '', keys: null }))

/**
 * Finds the key a token names, among the public keys that the provider publishes. One that is not there may be new: they are
 * fetched once more, but not as often as somebody likes who sends tokens with invented keys.
 */
export function providerKeys(way: Outgoing, url: string, signal: AbortSignal): JWTVerifyGetKey {
  return async (header, token) => {
    const age = Date.now() - kept.at
    if (kept.url !== url || kept.keys === null || age > KEPT_MS) await fetchKeys(way, url, signal)
    try {
      return await keysOrThrow()(header, token)
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || Date.now() - kept.at < SOONEST_MS) throw error
      await fetchKeys(way, url, signal)
      return keysOrThrow()(header, token)
    }
  }
}

function keysOrThrow(): JWTVerifyGetKey {
  if (!kept.keys) throw new Error('The provider publishes no keys')
  return kept.keys
}

async function fetchKeys(way: Outgoing, url: string, signal: AbortSignal): Promise<void> {
  const answer = await askProvider(way, url, { method: 'GET' }, signal)
  const read = answer.ok ? keySet.safeParse(answer.value) : null
  if (!read?.success) throw new Error('The provider publishes no keys')
  // Secrets have no place among public keys: whatever is symmetric is left out, whatever it says it is for.
  const keys = read.data.keys.filter(({ kty }) => kty !== 'oct')
  Object.assign(kept, { at: Date.now(), url, keys: createLocalJWKSet({ keys }) })
}
