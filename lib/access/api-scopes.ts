import type { Permission } from './permissions.ts'

/** What a key can be made for: in words, and the permission that its maker must hold, then and at each use. */
export const API_SCOPES = {
  'session.read': { words: 'Read live sessions and their counts', permission: 'session.view' },
} as const satisfies Record<string, { words: string; permission: Permission }>

export type ApiScope = keyof typeof API_SCOPES

export function isApiScope(name: string): name is ApiScope {
  return Object.hasOwn(API_SCOPES, name)
}
