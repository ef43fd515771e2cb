import 'server-only'
import type { Database } from '#lib/system/database.ts'
import type { DoorRefusal } from './action-reply.ts'
import type { Where } from './actor.ts'
import type { KeyNeeded } from './anyone.ts'
import { type KeyCaller, whereKeyMay } from './key-caller.ts'
import { loadKey } from './load-key.ts'
import { paceKey } from './pace-key.ts'

export type KeyPassed =
  | { kind: 'passed'; key: KeyCaller; where: Where }
  | {
      kind: 'refused'
      code: Extract<DoorRefusal, 'no-key' | 'not-found' | 'too-many'>
      headers: Record<string, string>
    }

/** Asks a program for its key, once per request. Which thing was wrong with a key is nobody's business. */
export async function passKey(
  db: Database,
  { scope }: KeyNeeded,
  authorization: string | null,
): Promise<KeyPassed> {
  const key = await loadKey(db, authorization)
  if (!key) return { kind: 'refused', code: 'no-key', headers: { 'WWW-Authenticate': 'Bearer' } }
  const wait = await paceKey(db, key.keyId)
  if (wait > 0) return { kind: 'refused', code: 'too-many', headers: { 'Retry-After': String(wait) } }
  const where = whereKeyMay(key, scope)
  return where === null ? { kind: 'refused', code: 'not-found', headers: {} } : { kind: 'passed', key, where }
}
