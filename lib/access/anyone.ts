import 'server-only'
import type { ApiScope } from './api-scopes.ts'
import type { Permission } from './permissions.ts'

/** What a door asks for. */
export type Needed = Permission | Anyone | Oneself

/** A door that asks for no permission, and why that is right. */
export type Anyone = { readonly anyone: string; readonly caller: 'browser' | 'machine' }

/** For people who need not have signed in: their browser must still be on our own pages. */
export function anyone(reason: string): Anyone {
  return { anyone: reason, caller: 'browser' }
}

/** For programs that prove themselves otherwise (a signature, a probe): no cookie is read and no origin is asked for. */
export function machine(reason: string): Anyone {
  return { anyone: reason, caller: 'machine' }
}

/** A door for whoever is signed in, to what is their own, and why that needs no permission. */
export type Oneself = { readonly oneself: string }

/** For people's own things (their password, their devices): the rule behind it touches nothing but the actor's. */
export function oneself(reason: string): Oneself {
  return { oneself: reason }
}

/** A route for programs: they show an API key that has this scope. No cookie is read there. */
export type KeyNeeded = { readonly scope: ApiScope }

/** For programs with a key; what the key may do its maker may do too, then and now. */
export function apiKey(scope: ApiScope): KeyNeeded {
  return { scope }
}

export function isForKeys(permission: Needed | KeyNeeded): permission is KeyNeeded {
  return typeof permission === 'object' && 'scope' in permission
}

export function isAnyone(permission: Needed): permission is Anyone {
  return typeof permission === 'object' && 'anyone' in permission
}

export function isOneself(permission: Needed): permission is Oneself {
  return typeof permission === 'object' && 'oneself' in permission
}
