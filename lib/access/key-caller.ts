import 'server-only'
import type { Where } from './actor.ts'
import type { ApiScope } from './api-scopes.ts'

/** A program with a key, as loaded once for a request. */
export type KeyCaller = {
  readonly keyId: string
  readonly prefix: string
  /** Whose doing its requests are, on the record. */
  readonly makerId: string
  /** Where it may do what: its own scopes and project, as far as its maker may do that there now. */
  readonly scopes: ReadonlyMap<ApiScope, Where>
}

/** Where this key may do that; null where it may not at all. */
export function whereKeyMay(caller: KeyCaller, scope: ApiScope): Where | null {
  return caller.scopes.get(scope) ?? null
}
