import 'server-only'
import type { Permission } from './permissions.ts'

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

export function isAnyone(permission: Permission | Anyone): permission is Anyone {
  return typeof permission === 'object'
}
