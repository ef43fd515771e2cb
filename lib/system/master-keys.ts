import 'server-only'
import { env } from './env.ts'
import { onceInProcess } from './global.ts'

/** The keys that wrap all others, by their names. New secrets are sealed under the current one. */
export type MasterKeys = { readonly current: string; readonly byId: ReadonlyMap<string, Buffer> }

/** The installation's own, from its settings. */
export function masterKeys(): MasterKeys {
  return onceInProcess('masterKeys', () => parseMasterKeys(env().GAVEL_MASTER_KEYS))
}

/** `name:base64,name:base64`, the current one first; the shape has been checked with the settings. */
export function parseMasterKeys(text: string): MasterKeys {
  const pairs = text.split(',').map((pair) => {
    const colon = pair.indexOf(':')
    return [pair.slice(0, colon), Buffer.from(pair.slice(colon + 1), 'base64')] as const
  })
  const byId = new Map(pairs)
  const current = pairs[0]?.[0]
  const sound = current && byId.size === pairs.length && pairs.every(([, key]) => key.length === 32)
  if (!sound) throw new Error('GAVEL_MASTER_KEYS does not hold keys of 32 bytes under different names')
  return { current, byId }
}
